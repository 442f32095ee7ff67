import * as tf from "@tensorflow/tfjs";

type Image = tf.Tensor4D;

interface Conv {
  readonly stride?: number;
  readonly pad?: "same" | "valid" | number;
  readonly activation?: "relu" | "linear";
}

export type InferenceNet = "resnet-18" | "googlenet" | "mobilenet-1.0";

/** The nets written by hand with tfjs-core's fused operations, batch norm folded into filters and biases beforehand. */
export function stockInference(net: InferenceNet) {
  const weights = new Weights();
  return {
    run: (image: Image): tf.Tensor => tf.tidy(() => nets[net](weights.rewound(), image)),
    dispose: () => weights.dispose(),
  };
}

const nets: Readonly<Record<InferenceNet, (weights: Weights, x: Image) => tf.Tensor>> = {
  "resnet-18": resnet18,
  googlenet,
  "mobilenet-1.0": mobilenet,
};

/** Drawn at the first run and kept; the order of asking is their name. */
class Weights {
  readonly #tensors: tf.Tensor[] = [];
  #next = 0;

  rewound(): this {
    this.#next = 0;
    return this;
  }

  take(shape: number[]): tf.Tensor {
    const known = this.#tensors[this.#next++];
    if (known) return known;
    const fanIn = shape.slice(0, -1).reduce((product, size) => product * size, 1);
    const made = tf.keep(tf.randomNormal(shape, 0, Math.sqrt(2 / fanIn), "float32", this.#next));
    this.#tensors.push(made);
    return made;
  }

  dispose(): void {
    tf.dispose(this.#tensors);
  }

  conv(x: Image, filters: number, size: number, options: Conv = {}): Image {
    const { stride: strides = 1, pad = "same", activation = "relu" } = options;
    const filter = this.take([size, size, x.shape[3], filters]) as Image;
    const rounding = typeof pad === "number" ? { dimRoundingMode: "floor" as const } : {};
    return tf.fused.conv2d({
      x,
      filter,
      bias: this.take([filters]),
      strides,
      pad,
      activation,
      ...rounding,
    }) as Image;
  }

  depthwise(x: Image, strides: number): Image {
    const filter = this.take([3, 3, x.shape[3], 1]) as Image;
    const bias = this.take([x.shape[3]]);
    return tf.fused.depthwiseConv2d({ x, filter, bias, strides, pad: "same", activation: "relu" }) as Image;
  }

  classify(x: Image, classes: number): tf.Tensor {
    const means = tf.mean(x, [1, 2]) as tf.Tensor2D;
    const kernel = this.take([means.shape[1], classes]) as tf.Tensor2D;
    return tf.fused.matMul({ a: means, b: kernel, bias: this.take([classes]) });
  }
}

function resnet18(w: Weights, image: Image): tf.Tensor {
  let x = tf.maxPool(w.conv(image, 64, 7, { stride: 2, pad: 3 }), 3, 2, "same");
  for (const [stage, filters] of [64, 128, 256, 512].entries()) {
    for (let unit = 0; unit < 2; unit++) {
      const stride = stage > 0 && unit === 0 ? 2 : 1;
      const inner = w.conv(x, filters, 3, { stride });
      const shortcut = stride === 1 ? x : w.conv(x, filters, 1, { stride, activation: "linear" });
      x = tf.relu(tf.add(w.conv(inner, filters, 3, { activation: "linear" }), shortcut));
    }
  }
  return tf.softmax(w.classify(x, 1000));
}

/** Channels, stride: MobileNet's table 1. */
const UNITS = [
  [64, 1],
  [128, 2],
  [128, 1],
  [256, 2],
  [256, 1],
  [512, 2],
  ...Array.from({ length: 5 }, () => [512, 1] as const),
  [1024, 2],
  [1024, 1],
] as const;

function mobilenet(w: Weights, image: Image): tf.Tensor {
  let x = w.conv(image, 32, 3, { stride: 2 });
  for (const [filters, stride] of UNITS) x = w.conv(w.depthwise(x, stride), filters, 1);
  return tf.softmax(w.classify(x, 1000));
}

/** #1×1, #3×3 reduce, #3×3, #5×5 reduce, #5×5, pool proj: GoogLeNet's table 1; null is a pool that halves the map. */
const MODULES = [
  [64, 96, 128, 16, 32, 32],
  [128, 128, 192, 32, 96, 64],
  null,
  [192, 96, 208, 16, 48, 64],
  [160, 112, 224, 24, 64, 64],
  [128, 128, 256, 24, 64, 64],
  [112, 144, 288, 32, 64, 64],
  [256, 160, 320, 32, 128, 128],
  null,
  [256, 160, 320, 32, 128, 128],
  [384, 192, 384, 48, 128, 128],
] as const;

function googlenet(w: Weights, image: Image): tf.Tensor {
  const halved = (x: Image) => tf.maxPool(x, 3, 2, "same");
  const responses = (x: Image) => tf.localResponseNormalization(x, 2, 1, 2e-5, 0.75);
  let x = responses(halved(w.conv(image, 64, 7, { stride: 2, pad: 3 })));
  x = halved(responses(w.conv(w.conv(x, 64, 1), 192, 3)));
  for (const widths of MODULES) {
    if (!widths) {
      x = halved(x);
      continue;
    }
    const [one, reduce3, three, reduce5, five, pool] = widths;
    const branches = [
      w.conv(x, one, 1),
      w.conv(w.conv(x, reduce3, 1), three, 3),
      w.conv(w.conv(x, reduce5, 1), five, 5),
      w.conv(tf.maxPool(x, 3, 1, "same"), pool, 1),
    ];
    x = tf.concat(branches, 3);
  }
  return tf.softmax(w.classify(x, 1000));
}
