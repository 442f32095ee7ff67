import * as tf from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, test } from "vitest";
import { createAnalyser } from "../../../shared/analysis/analyse";
import { fitToData, misfits, networkEnds } from "../../../shared/analysis/fit-to-data";
import { createRandom } from "../../../shared/base/random";
import { createBuilder } from "../../../shared/blocks/builder";
import { openForEditing } from "../../../shared/blocks/edit-inside";
import { Tape } from "../../../shared/engine/autodiff/tape";
import { execute } from "../../../shared/engine/execute";
import { inferenceContext } from "../../../shared/engine/kit/context";
import { compilePlan } from "../../../shared/engine/plan";
import { createTfjsKit } from "../../../shared/engine/tfjs-kit";
import { drawWeights, WeightStore } from "../../../shared/engine/weights/weight-store";
import { type Document, emptyDocument } from "../../../shared/graph/document";
import { setParams } from "../../../shared/graph/edits";
import { openNetwork } from "../../../shared/networks/registry";
import { startTestBackend } from "../../helpers/engine-backends";
import { auxiliaryCases, expectPytorchSteps } from "../../helpers/pytorch-auxiliary";

const WITH_HEADS = ["googlenet", "inception-v3", "inception-v4", "inception-resnet-v2"];

// On WebGPU in the long tests: its software adapter takes its time.
describe.each(["wasm", "cpu"] as const)("three steps with an auxiliary classifier on %s", (backend) => {
  beforeAll(() => startTestBackend(backend));
  test.each(auxiliaryCases)("and frozen $frozen are PyTorch's", expectPytorchSteps);
});

describe.each(WITH_HEADS)("the auxiliary classifiers of %s", (id) => {
  const document = openNetwork(id, { aux: true });
  const analysis = createAnalyser().analyse(document);

  test("are outputs beside the network's own, of the published weight", () => {
    const plan = compilePlan(document);
    const plain = compilePlan(openNetwork(id));
    const last = plan.steps.find((step) => step.output === plan.output);
    expect([last?.path, plan.outputShape]).toEqual([plain.steps.at(-1)?.path, [1000]]);
    expect(plan.auxiliary.map(({ path, shape, weight }) => [path, shape, weight])).toEqual(
      id === "googlenet"
        ? [
            ["aux1/softmax", [1000], 0.3],
            ["aux2/softmax", [1000], 0.3],
          ]
        : [["aux/softmax", [1000], 0.4]],
    );
  });

  test("follow the data's classes", () => {
    const data = { size: 299, classes: 7 };
    const fitted = fitToData(document, analysis, data);
    if (!fitted.ok) throw new Error(fitted.error.message);
    const ends = networkEnds(createAnalyser().analyse(fitted.value));
    expect(ends.ok && misfits(ends.value, data)).toEqual([]);
    expect(new Set(compilePlan(fitted.value).auxiliary.map(({ shape }) => shape.join()))).toEqual(
      new Set(["7"]),
    );
  });
});

/** A classifier with an auxiliary one on its only convolution. */
function withHead(): Document {
  const builder = createBuilder();
  builder.layer("input", "input", { height: 20, width: 20, channels: 3 });
  const features = builder.layer("conv", "conv2d", { filters: 4 });
  builder.block("aux", "inception-aux", { filters: 2, conv5x5: 3, classes: 5 });
  builder.layer("pool", "global-avg-pool", {}, features);
  builder.layer("fc", "dense", { units: 5 });
  return { ...emptyDocument("two heads"), graph: builder.build() };
}

describe("an auxiliary classifier", () => {
  beforeAll(() => startTestBackend("cpu"));

  test("that does not fit the data is told by name", () => {
    const edited = setParams("main", "fc", { units: 9 })(withHead());
    const ends = networkEnds(createAnalyser().analyse(edited));
    expect(ends.ok && misfits(ends.value, { size: 20, classes: 9 }).map(({ message }) => message)).toEqual([
      'The auxiliary classifier "aux" ends in 5 scores, the data has 9 classes.',
    ]);
  });

  test("stays one when its inside is edited, with its weight", () => {
    const document = setParams("main", "aux", { lossWeight: 0.7 })(withHead());
    const opened = openForEditing(document, "aux", "this").document;
    expect(Object.keys(opened.definitions)).toHaveLength(1);
    expect(compilePlan(opened).auxiliary.map(({ path, weight }) => [path, weight])).toEqual([
      ["aux/softmax", 0.7],
    ]);
  });

  test("is left out when the network runs", () => {
    const plan = compilePlan(withHead());
    const weights = new WeightStore(plan, drawWeights(plan, 1));
    const seen: string[] = [];
    const images = tf.zeros([1, 20, 20, 3]);
    const output = execute(
      {
        plan,
        kit: createTfjsKit(inferenceContext()),
        weights: weights.tensors,
        tape: null,
        onOutput: ({ path }) => seen.push(path),
      },
      images,
      plan.output,
    );
    tf.dispose([images, output]);
    weights.dispose();
    expect(seen).toEqual(["input", "conv", "pool", "fc"]);
  });
});

describe("frozen layers", () => {
  beforeAll(() => startTestBackend("cpu"));

  /** Paths of the outputs that wait for a backward pass. */
  function heldWith(frozen: readonly string[]): readonly string[] {
    const plan = compilePlan(openNetwork("resnet-cifar-20"), frozen);
    const weights = new WeightStore(plan, drawWeights(plan, 1));
    const targets = plan.weights.filter((each) => each.trainable).map((each) => weights.get(each.fullName));
    const images = tf.zeros([1, 32, 32, 3]);
    const tape = new Tape(targets, [images, ...weights.tensors.values()]);
    const context = { ...inferenceContext(), tape, training: true, random: createRandom(1) };
    const kit = createTfjsKit({
      ...context,
      onStatistics: ({ mean, variance }) => tf.dispose([mean, variance]),
    });
    const outputs: [string, tf.Tensor][] = [];
    const logits = execute(
      {
        plan,
        kit,
        frozenKit: createTfjsKit({ ...context, frozen: true }),
        weights: weights.tensors,
        tape,
        onOutput: ({ path }, output) => outputs.push([path, output]),
      },
      images,
      plan.logits,
    );
    const held = outputs.filter(([, output]) => tape.holds(output)).map(([path]) => path);
    tape.dispose();
    weights.dispose();
    tf.dispose([logits, images]);
    return held.filter((path) => path !== "input");
  }

  test("at the beginning of a network keep nothing for the backward pass", () => {
    const all = heldWith([]);
    const left = heldWith(["conv1", "stage1"]);
    expect(all.some((path) => path.startsWith("stage1/"))).toBe(true);
    expect(left.filter((path) => /^(conv1|stage1)\//.test(path))).toEqual([
      all.findLast((path) => path.startsWith("stage1/")),
    ]);
    expect(left.length).toBeLessThan(0.75 * all.length);
  });

  test("have no weight to train, blocks with all inside them and all their copies", () => {
    const { weights } = compilePlan(openNetwork("resnet-18"), ["conv1", "conv2_x"]);
    const frozen = weights.filter(({ fullName }) => /^conv[12]/.test(fullName));
    expect(frozen.filter(({ trainable }) => trainable)).toEqual([]);
    expect(weights.filter(({ trainable }) => trainable).length).toBeGreaterThan(0);
  });

  test("that are not there are told", () => {
    expect(() => compilePlan(openNetwork("alexnet"), ["conv9"])).toThrow(/no layer or block "conv9"/);
  });
});
