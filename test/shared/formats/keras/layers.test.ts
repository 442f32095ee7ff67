import * as tf from "@tensorflow/tfjs";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Engine } from "../../../../shared/contracts/engine";
import { createNodeEngine } from "../../../../shared/engine/create-node-engine";
import { kerasLayers } from "../../../../shared/formats/keras/layers";
import { readKeras } from "../../../../shared/formats/keras/read-keras";
import { writeSafetensors } from "../../../../shared/formats/safetensors/write";
import { difference, image } from "./saved-model";

let engine: Engine;
beforeAll(async () => {
  await tf.setBackend("cpu");
  engine = createNodeEngine("cpu");
});
afterAll(() => engine.dispose());

const { layers: L } = tf;

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
    L.conv2dTranspose({ filters: 3, kernelSize: [1, 2], strides: [2, 3], padding: "valid" }),
    L.conv2dTranspose({ filters: 2, kernelSize: [1, 3], strides: 2, padding: "same" }),
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

test.each(Object.entries(chains))("layers in a row give what tfjs makes of them: %s", async (_name, make) => {
  expect(await difference(engine, tf.sequential({ layers: make() }))).toBeLessThan(1e-4);
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
