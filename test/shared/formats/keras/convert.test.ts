import * as tf from "@tensorflow/tfjs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Engine } from "../../../../shared/contracts/engine";
import { createNodeEngine } from "../../../../shared/engine/create-node-engine";
import { readKeras } from "../../../../shared/formats/keras/read-keras";
import { difference, image, save, scramble } from "./saved-model";

let engine: Engine;
beforeAll(async () => {
  await tf.setBackend("cpu");
  engine = createNodeEngine("cpu");
});
afterAll(() => engine.dispose());

const { layers: L } = tf;

describe("a model of tfjs", () => {
  test("with branches gives what tfjs makes of it, flattened features side by side included", async () => {
    const x = tf.input({ shape: [6, 5, 3], name: "pixels" });
    const conv = (name: string) => L.conv2d({ filters: 4, kernelSize: 3, padding: "same", name });
    const [a, b] = ["left/a", "right"].map((name) => conv(name).apply(x) as tf.SymbolicTensor);
    const sum = L.add({}).apply([a, b] as tf.SymbolicTensor[]) as tf.SymbolicTensor;
    const product = L.multiply({}).apply([sum, b] as tf.SymbolicTensor[]) as tf.SymbolicTensor;
    const mean = L.average({}).apply([a, product] as tf.SymbolicTensor[]) as tf.SymbolicTensor;
    const both = L.concatenate({ axis: 3 }).apply([mean, x]) as tf.SymbolicTensor;
    const [flat, other] = [both, sum].map((y) => L.flatten().apply(y) as tf.SymbolicTensor);
    const features = L.concatenate({}).apply([flat, other] as tf.SymbolicTensor[]) as tf.SymbolicTensor;
    const scores = L.dense({ units: 3 }).apply(features) as tf.SymbolicTensor;
    expect(await difference(engine, tf.model({ inputs: x, outputs: scores }))).toBeLessThan(1e-4);
  });

  test("that holds a model of two inputs becomes a block of two inputs, with its weights inside", async () => {
    const ends = [tf.input({ shape: [4, 3, 2] }), tf.input({ shape: [4, 3, 2] })];
    const [left, right] = ends.map(
      (end) => L.conv2d({ filters: 2, kernelSize: 1 }).apply(end) as tf.SymbolicTensor,
    );
    const both = L.add().apply([left, right] as tf.SymbolicTensor[]) as tf.SymbolicTensor;
    const merge = tf.model({ inputs: ends, outputs: both, name: "merge" });
    const x = tf.input({ shape: [4, 3, 2] });
    const other = L.activation({ activation: "tanh" }).apply(x) as tf.SymbolicTensor;
    const model = tf.model({ inputs: x, outputs: merge.apply([other, x]) as tf.SymbolicTensor });
    expect(await difference(engine, model)).toBeLessThan(1e-4);
    const { text, shards } = await save(model);
    const { document, weights } = readKeras(text, { name: "Model", shards });
    const [definition] = Object.values(document.definitions);
    expect({
      block: document.graph.nodes.merge,
      inputs: definition?.inputs,
      weights: weights.size,
    }).toMatchObject({
      block: { kind: "block", definition: definition?.id },
      inputs: ["in 1", "in 2"],
      weights: 4,
    });
  });

  test("with models in it that are alike but for their weights has one block for them", async () => {
    const unit = (name: string) =>
      tf.sequential({
        name,
        layers: [
          L.conv2d({ ...image(4, 4, 2), filters: 2, kernelSize: 1, useBias: false, name: `${name}_conv` }),
        ],
      });
    const layers = ["one", "two"].map(unit) as unknown as tf.layers.Layer[];
    const model = tf.sequential({ layers });
    scramble(model);
    const { text, shards } = await save(model);
    // As converters from Python name them: layers by themselves, weights by the models that they are in.
    const named = text
      .replaceAll(/"(one|two)_conv\/kernel"/g, '"$1/conv/kernel"')
      .replaceAll(/(one|two)_conv/g, "conv");
    const { document, weights } = readKeras(named, { name: "Model", shards });
    const values = model.getWeights().map((weight) => weight.dataSync()[0]);
    expect({
      blocks: Object.keys(document.definitions),
      weights: [...weights].map(([name, { read }]) => [name, read()[0]]),
    }).toEqual({
      blocks: ["custom_one"],
      weights: [
        ["one.conv.weight", values[0]],
        ["two.conv.weight", values[1]],
      ],
    });
  });
});
