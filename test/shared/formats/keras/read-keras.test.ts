import * as tf from "@tensorflow/tfjs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Engine } from "../../../../shared/contracts/engine";
import { createNodeEngine } from "../../../../shared/engine/create-node-engine";
import { kerasLayers } from "../../../../shared/formats/keras/layers";
import { readKeras } from "../../../../shared/formats/keras/read-keras";
import { writeSafetensors } from "../../../../shared/formats/safetensors/write";

interface Saved {
  readonly text: string;
  readonly shards: (path: string) => ArrayBuffer;
}

/** As `model.save` writes it to disk, in two shards that cut a weight in half. */
async function save(model: tf.LayersModel): Promise<Saved> {
  let saved: Saved | undefined;
  await model.save(
    tf.io.withSaveHandler(async ({ modelTopology, weightSpecs, weightData }) => {
      const whole = tf.io.CompositeArrayBuffer.join(weightData);
      const cut = Math.floor(whole.byteLength / 2);
      const files: Record<string, ArrayBuffer> = { "a.bin": whole.slice(0, cut), "b.bin": whole.slice(cut) };
      const weightsManifest = [{ paths: Object.keys(files), weights: weightSpecs }];
      const text = JSON.stringify({ format: "layers-model", modelTopology, weightsManifest });
      saved = { text, shards: (path) => files[path] as ArrayBuffer };
      return { modelArtifactsInfo: { dateSaved: new Date(0), modelTopologyType: "JSON" } };
    }),
  );
  return saved as Saved;
}

/** Weights that no two places share, so that nothing can be swapped unseen. */
function scramble(model: tf.LayersModel): void {
  model.setWeights(
    model.getWeights().map((weight, index) => {
      const data = Float32Array.from({ length: weight.size }, (_, i) => Math.sin(1.7 * i + index) * 0.3);
      // Variances are above nothing.
      return tf
        .tensor(data, weight.shape)
        .abs()
        .add(index % 2 ? 0.05 : 0.1)
        .mul(index % 3 ? 1 : 0.7);
    }),
  );
}

let engine: Engine;
beforeAll(async () => {
  await tf.setBackend("cpu");
  engine = createNodeEngine("cpu");
});
afterAll(() => engine.dispose());

async function difference(model: tf.LayersModel): Promise<number> {
  scramble(model);
  const { text, shards } = await save(model);
  const { document, weights } = readKeras(text, { name: "Model", shards });
  const shape = [2, ...(model.inputs[0] as tf.SymbolicTensor).shape.slice(1).map(Number)];
  const size = shape.reduce((product, each) => product * each, 1);
  const data = Float32Array.from({ length: size }, (_, i) => Math.sin(0.37 * i));
  const expected = tf.tidy(() =>
    Float32Array.from((model.predict(tf.tensor(data, shape)) as tf.Tensor).dataSync()),
  );
  const arrays = new Map(
    [...weights].map(([name, each]) => [name, { shape: each.shape, data: each.read() }]),
  );
  await engine.load({ document, seed: 1, weights: writeSafetensors(arrays) });
  const batch = shape.length === 2 ? [2, 1, 1, shape[1] as number] : shape;
  const output = await engine.run({ shape: batch, data });
  expect(output.data.length).toBe(expected.length);
  const largest = expected.reduce((most, value) => Math.max(most, Math.abs(value)), 1e-3);
  return (
    output.data.reduce((most, value, i) => Math.max(most, Math.abs(value - (expected[i] as number))), 0) /
    largest
  );
}

const { layers: L } = tf;
const image = (...shape: number[]) => ({ inputShape: shape });

const chains: Readonly<Record<string, () => tf.layers.Layer[]>> = {
  "a LeNet, whose dense layer reads a flattened map": () => [
    L.conv2d({ ...image(12, 10, 3), filters: 4, kernelSize: [3, 2], activation: "relu" }),
    L.maxPooling2d({ poolSize: 2 }),
    L.flatten(),
    L.dropout({ rate: 0.3 }),
    L.dense({ units: 80, activation: "tanh" }),
    L.batchNormalization({}),
    L.dense({ units: 5, activation: "softmax" }),
  ],
  "a norm between flattening and a dense layer as wide": () => [
    L.conv2d({ ...image(4, 3, 2), filters: 2, kernelSize: 1, useBias: false }),
    L.flatten(),
    L.batchNormalization({ scale: false, epsilon: 0.01 }),
    L.activation({ activation: "elu" }),
    L.dense({ units: 24 }),
    L.dense({ units: 24 }),
  ],
  "strides, same padding, dilation and zeros around": () => [
    L.zeroPadding2d({
      ...image(9, 8, 2),
      padding: [
        [1, 2],
        [0, 3],
      ],
    }),
    L.conv2d({ filters: 3, kernelSize: 3, strides: 2, padding: "same" }),
    L.leakyReLU({ alpha: 0.2 }),
    L.conv2d({ filters: 3, kernelSize: 3, dilationRate: 2, padding: "same" }),
    L.averagePooling2d({ poolSize: 3, strides: 2, padding: "same" }),
    L.reLU({ maxValue: 6 }),
    L.globalMaxPooling2d({}),
  ],
  "depthwise, separable and transposed convolutions": () => [
    L.depthwiseConv2d({ ...image(6, 7, 3), kernelSize: 3, depthMultiplier: 2, padding: "same" }),
    L.separableConv2d({ filters: 5, kernelSize: 3, depthMultiplier: 2, strides: 2, padding: "same" }),
    L.conv2dTranspose({ filters: 4, kernelSize: 3, strides: 2, padding: "same", activation: "selu" }),
    L.conv2dTranspose({ filters: 2, kernelSize: 4, strides: 3, padding: "valid" }),
    L.globalAveragePooling2d({}),
    L.softmax({}),
  ],
  "pixels that are rescaled, and a dense layer on a map": () => [
    L.rescaling({ ...image(5, 4, 3), scale: 2, offset: -1 }),
    L.dense({ units: 4, activation: "sigmoid" }),
    L.batchNormalization({ center: false }),
    L.elu({}),
    L.globalAveragePooling2d({}),
    L.reshape({ targetShape: [1, 1, 4] }),
    L.conv2d({ filters: 3, kernelSize: 1, activation: "softplus" }),
    L.reshape({ targetShape: [3] }),
    L.activation({ activation: "linear" }),
  ],
  "learned slopes, bounds and gates": () => [
    L.conv2d({ ...image(6, 5, 3), filters: 4, kernelSize: 3, activation: "hardSigmoid" }),
    L.conv2d({ filters: 4, kernelSize: 1, activation: "mish" as never }),
    L.prelu({ sharedAxes: [1, 2], alphaInitializer: "randomNormal" }),
    L.reLU({ maxValue: 0.4 }),
    L.flatten(),
    L.dense({ units: 9 }),
    L.prelu({ alphaInitializer: "randomNormal" }),
  ],
  "maps that are enlarged": () => [
    L.upSampling2d({ ...image(3, 4, 2), size: [3, 2] }),
    L.upSampling2d({ size: [2, 2], interpolation: "bilinear" }),
  ],
  "maps that are cut, and layers that only shape training": () => [
    L.cropping2D({
      ...image(7, 8, 2),
      cropping: [
        [1, 2],
        [0, 3],
      ],
    }),
    L.gaussianNoise({ stddev: 0.1 }),
    L.gaussianDropout({ rate: 0.2 }),
    L.layerNormalization({ axis: -1 }),
    L.alphaDropout({ rate: 0.2 }),
  ],
  "models within models, alike and unlike, features of flattened maps between them": () => [
    tf.sequential({
      name: "stem",
      layers: [
        L.conv2d({ ...image(6, 5, 2), filters: 3, kernelSize: 3, name: "a" }),
        tf.sequential({ layers: [L.conv2d({ ...image(4, 3, 3), filters: 3, kernelSize: 1, name: "b" })] }),
        tf.sequential({ layers: [L.conv2d({ ...image(4, 3, 3), filters: 3, kernelSize: 1, name: "c" })] }),
        L.flatten(),
      ],
    }) as unknown as tf.layers.Layer,
    L.dense({ units: 4 }),
  ],
  "features instead of images": () => [
    L.dense({ inputShape: [7], units: 6, activation: "gelu" as never }),
    L.rescaling({ scale: 0.5, offset: 0 }),
    L.dense({ units: 2, activation: "swish" as never }),
  ],
};

describe("a model of tfjs", () => {
  test.each(Object.entries(chains))("in a row gives what tfjs makes of it: %s", async (_name, make) => {
    expect(await difference(tf.sequential({ layers: make() }))).toBeLessThan(1e-4);
  });

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
    expect(await difference(tf.model({ inputs: x, outputs: scores }))).toBeLessThan(1e-4);
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
    expect(await difference(model)).toBeLessThan(1e-4);
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

test("what Keras learns of pictures and how it resizes them is read, which tfjs cannot run", async () => {
  const layer = (class_name: string, config: object) => ({ class_name, config });
  const layers = [
    layer("Normalization", { name: "norm", axis: [-1], batch_input_shape: [null, 2, 3, 2] }),
    layer("Resizing", { name: "large", height: 4, width: 5 }),
  ];
  const weights = ["mean", "variance"].map((name) => ({
    name: `norm/${name}`,
    shape: [2],
    dtype: "float32",
  }));
  const text = JSON.stringify({
    modelTopology: { class_name: "Sequential", config: { name: "pictures", layers } },
    weightsManifest: [{ paths: ["a.bin"], weights }],
  });
  const shards = () => Float32Array.of(1, 2, 4, 9).buffer;
  const network = readKeras(text, { name: "x", shards });
  const arrays = [...network.weights].map(
    ([name, { shape, read }]) => [name, { shape, data: read() }] as const,
  );
  await engine.load({ document: network.document, seed: 1, weights: writeSafetensors(new Map(arrays)) });
  const data = Float32Array.from({ length: 12 }, (_, index) => (index % 2 ? 8 : 7));
  const { shape, data: output } = await engine.run({ shape: [1, 2, 3, 2], data });
  // (7 - 1) / 2 and (8 - 2) / 3, wherever one looks.
  expect({ shape, values: new Set(Array.from(output, (value) => value.toFixed(4))) }).toEqual({
    shape: [1, 4, 5, 2],
    values: new Set(["3.0000", "2.0000"]),
  });
});

test("every layer that is read is a layer of tfjs", () => {
  const known = Object.keys(tf.serialization.SerializationMap.getMap().classNameMap);
  // Newer than tfjs, which has them under other names or not at all.
  expect(Object.keys(kerasLayers).filter((name) => !known.includes(name))).toEqual([
    "Subtract",
    "Normalization",
    "ActivityRegularization",
    "SpatialDropout2D",
  ]);
});

describe("what cannot be read is told in a sentence", () => {
  interface ModelJson {
    modelTopology?: { config: { layers: { class_name: string; config: Record<string, unknown> }[] } };
    weightsManifest: { weights: { name: string; shape: number[] }[] }[];
  }
  const conv = () => L.conv2d({ ...image(4, 4, 1), filters: 2, kernelSize: 3, name: "first" });
  async function file(change: (model: ModelJson) => void, layers = [conv()]): Promise<Saved> {
    const { text, shards } = await save(tf.sequential({ layers }));
    const model = JSON.parse(text);
    change(model);
    return { text: JSON.stringify(model), shards };
  }
  const nested = (depth: number): { class_name: string; config: Record<string, unknown> } => ({
    class_name: "Sequential",
    config: { name: "n", layers: depth > 0 ? [nested(depth - 1)] : [] },
  });
  const layersOf = ({ modelTopology }: ModelJson) => modelTopology?.config.layers ?? [];
  const configOf = (model: ModelJson) => layersOf(model).at(-1)?.config ?? {};
  const weightOf = ({ weightsManifest: [group] }: ModelJson) => group?.weights[0] ?? {};

  test.each([
    {
      what: "an unknown layer",
      change: (m: ModelJson) => layersOf(m).push({ class_name: "Warp9", config: { name: "w" } }),
      message: "The layer “w” (Warp9) cannot be read: there is no such layer here. Replace it in the model",
    },
    {
      what: "channels first",
      change: (m: ModelJson) => Object.assign(configOf(m), { data_format: "channels_first" }),
      message: "“first” (Conv2D) cannot be read: its channels do not come last",
    },
    {
      what: "a weight that is missing",
      change: (m: ModelJson) => Object.assign(weightOf(m), { name: "other/kernel" }),
      message: 'the files of weights hold no "first/kernel"',
    },
    {
      what: "shards that are too short",
      change: (m: ModelJson) => Object.assign(weightOf(m), { shape: [300, 3, 1, 2] }),
      message: "a.bin, b.bin have",
    },
    {
      what: "a layer of a shape that does not fit",
      change: (m: ModelJson) => Object.assign(configOf(m), { kernel_size: [2, 2] }),
      message: "its weight is [2, 1, 3, 3] where [2, 1, 2, 2] was expected",
    },
    {
      what: "settings of another kind",
      change: (m: ModelJson) => Object.assign(configOf(m), { strides: ["a"] }),
      message: 'its strides is ["a"]',
    },
    {
      what: "a model within the model that has two outputs",
      change: (m: ModelJson) =>
        layersOf(m).push({
          class_name: "Functional",
          config: {
            name: "both",
            layers: ["a", "b"].map((name) => ({ class_name: "InputLayer", config: { name } })),
            input_layers: [["a", 0, 0]],
            output_layers: [
              ["a", 0, 0],
              ["b", 0, 0],
            ],
          },
        }),
      message: "The layer “both” (Functional) cannot be read: it has 2 outputs where one was expected",
    },
    {
      what: "models in one another without end",
      change: (m: ModelJson) => layersOf(m).push(nested(20)),
      message: "models stand in one another more than 16 deep",
    },
    {
      what: "a layer that is used twice",
      change: (m: ModelJson) => {
        const [first] = layersOf(m);
        const twice = { ...first, inbound_nodes: [[], []] };
        Object.assign(m.modelTopology ?? {}, { class_name: "Model", config: { layers: [twice] } });
      },
      message: 'The layer "first" is used 2 times with the same weights',
    },
    {
      what: "no topology",
      change: (m: ModelJson) => delete m.modelTopology,
      message: "is not the model.json",
    },
  ])("$what", async ({ change, message }) => {
    const { text, shards } = await file(change);
    expect(() => readKeras(text, { name: "x", shards })).toThrow(message);
  });
});
