import * as tf from "@tensorflow/tfjs";
import { CLASSES, THREE_CONV_WIDTHS, type TrainingNet } from "../nets";
import { someLabels, somePixels } from "../ours";

type Symbolic = tf.SymbolicTensor;

/** The nets written with stock tfjs-layers, as its users would. */
const models: Readonly<Record<TrainingNet["name"], (size: number) => tf.LayersModel>> = {
  "three-conv": (size) => classifier(size, threeConv),
  "resnet-cifar-20": (size) => classifier(size, resnet),
  "mobilenet-0.25": (size) => classifier(size, mobilenet),
};

/** A training step on stock tfjs's current backend, SGD with momentum; the first arguments say how many images. */
export function stockTrainer({ name, size }: TrainingNet): (batch: number) => Promise<void> {
  const model = models[name](size);
  model.compile({ optimizer: tf.train.momentum(0.01, 0.9), loss: "categoricalCrossentropy" });
  return async (batch) => {
    const shape = [batch, size, size, 3];
    const images = tf.tensor(somePixels(shape), shape);
    const wanted = tf.oneHot(tf.tensor1d(someLabels(batch), "int32"), CLASSES);
    await model.trainOnBatch(images, wanted);
    tf.dispose([images, wanted]);
  };
}

function classifier(size: number, body: (x: Symbolic) => Symbolic): tf.LayersModel {
  const input = tf.input({ shape: [size, size, 3] });
  const pooled = apply(tf.layers.globalAveragePooling2d({}), body(input));
  const output = apply(tf.layers.dense({ units: CLASSES, activation: "softmax" }), pooled);
  return tf.model({ inputs: input, outputs: output });
}

function threeConv(input: Symbolic): Symbolic {
  return THREE_CONV_WIDTHS.reduce<Symbolic>((x, filters, index) => {
    const strides = index === 0 ? 1 : 2;
    return apply(
      tf.layers.conv2d({ filters, kernelSize: 3, strides, padding: "same", activation: "relu" }),
      x,
    );
  }, input);
}

function resnet(input: Symbolic): Symbolic {
  let x = convUnit(input, 16, 1, true);
  for (const [stage, filters] of [16, 32, 64].entries()) {
    for (let unit = 0; unit < 3; unit++) {
      const strides = stage > 0 && unit === 0 ? 2 : 1;
      const inner = convUnit(convUnit(x, filters, strides, true), filters, 1, false);
      const shortcut = strides === 1 ? x : apply(new PaddedShortcut(filters / 2), x);
      x = apply(tf.layers.reLU(), tf.layers.add().apply([inner, shortcut]) as Symbolic);
    }
  }
  return x;
}

function convUnit(x: Symbolic, filters: number, strides: number, rectified: boolean): Symbolic {
  const conv = tf.layers.conv2d({ filters, kernelSize: 3, strides, padding: "same", useBias: false });
  return normalised(apply(conv, x), rectified);
}

function normalised(x: Symbolic, rectified = true): Symbolic {
  const y = apply(tf.layers.batchNormalization({ momentum: 0.9 }), x);
  return rectified ? apply(tf.layers.reLU(), y) : y;
}

/** Channels, stride: MobileNet's table 1 at a quarter of its width. */
const UNITS = [
  [16, 1],
  [32, 2],
  [32, 1],
  [64, 2],
  [64, 1],
  [128, 2],
  ...Array.from({ length: 5 }, () => [128, 1] as const),
  [256, 2],
  [256, 1],
] as const;

function mobilenet(input: Symbolic): Symbolic {
  return UNITS.reduce<Symbolic>(
    (x, [filters, strides]) => {
      const depthwise = tf.layers.depthwiseConv2d({
        kernelSize: 3,
        strides,
        padding: "same",
        useBias: false,
      });
      const pointwise = tf.layers.conv2d({ filters, kernelSize: 1, useBias: false });
      return normalised(apply(pointwise, normalised(apply(depthwise, x))));
    },
    convUnit(input, 8, 2, true),
  );
}

function apply(layer: tf.layers.Layer, x: Symbolic): Symbolic {
  return layer.apply(x) as Symbolic;
}

/** He et al.'s option A, which tfjs-layers lacks: every second pixel, and zeros for the new channels. */
class PaddedShortcut extends tf.layers.Layer {
  static className = "PaddedShortcut";
  readonly #added: number;

  constructor(added: number) {
    super({});
    this.#added = added;
  }

  override computeOutputShape(shape: tf.Shape | tf.Shape[]): tf.Shape {
    const [batch = null, height, width, channels] = shape as number[];
    const half = (size = 0) => Math.ceil(size / 2);
    return [batch, half(height), half(width), (channels ?? 0) + this.#added];
  }

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    const x = (Array.isArray(inputs) ? inputs[0] : inputs) as tf.Tensor4D;
    const pixels = tf.avgPool(x, 1, 2, "same");
    return tf.pad(pixels, [
      [0, 0],
      [0, 0],
      [0, 0],
      [0, this.#added],
    ]);
  }
}
