import * as tf from "@tensorflow/tfjs-core";
import "@tensorflow/tfjs-core/dist/register_all_gradients";
import type { GpuNet } from "./nets";

type Map4 = tf.Tensor4D;

/**
 * The nets written by hand with tfjs-core: its operations, its gradients, its optimiser, on whatever backend is current.
 * Returns a training step, SGD with momentum, whose loss is for the caller to read and free.
 */
export function coreTrainer(net: GpuNet, batch: number) {
  const variables = new Variables();
  const optimiser = tf.train.momentum(0.01, 0.9);
  const { size, classes, name } = net;
  const scoresOf = (images: Map4): tf.Tensor2D => {
    variables.rewind();
    const means = tf.mean(bodies[name](variables, images), [1, 2]) as tf.Tensor2D;
    const kernel = variables.take([means.shape[1], classes]) as unknown as tf.Tensor2D;
    return tf.add(tf.matMul(means, kernel), variables.take([classes], 0));
  };
  // Gradients are taken by variables that are there.
  tf.tidy(() => void scoresOf(tf.zeros([1, size, size, 3])));
  return {
    step(pixels: Float32Array, labels: Int32Array): tf.Scalar {
      return tf.tidy(() => {
        const images = tf.tensor4d(pixels, [batch, size, size, 3]);
        const wanted = tf.oneHot(tf.tensor1d(labels, "int32"), classes);
        const { value, grads } = tf.variableGrads(() =>
          tf.neg(tf.mean(tf.sum(tf.mul(tf.logSoftmax(scoresOf(images)), wanted), 1))),
        );
        optimiser.applyGradients(grads as Record<string, tf.Variable>);
        return value;
      });
    },
    dispose(): void {
      variables.dispose();
      optimiser.dispose();
    },
  };
}

/** Drawn at the first step and kept; the order of asking is their name. */
class Variables {
  readonly #held: tf.Variable[] = [];
  #next = 0;

  rewind(): void {
    this.#next = 0;
  }

  take(shape: number[], fill?: number): tf.Variable {
    const known = this.#held[this.#next++];
    if (known) return known;
    const fanIn = shape.slice(0, -1).reduce((product, size) => product * size, 1);
    const initial =
      fill === undefined ? tf.randomNormal(shape, 0, Math.sqrt(2 / fanIn)) : tf.fill(shape, fill);
    const made = tf.variable(initial);
    this.#held.push(made);
    return made;
  }

  conv(x: Map4, filters: number, size: number, stride = 1, pad: "same" | number = "same"): Map4 {
    return tf.conv2d(x, this.take([size, size, x.shape[3], filters]) as unknown as Map4, stride, pad);
  }

  /** The batch's own statistics; the running ones are left out, to this side's advantage. */
  norm(x: Map4, activated = true): Map4 {
    const { mean, variance } = tf.moments(x, [0, 1, 2]);
    const [gamma, beta] = [
      this.take([x.shape[3]], 1),
      this.take([x.shape[3]], 0),
    ] as unknown as tf.Tensor1D[];
    const y = tf.batchNorm(x, mean as tf.Tensor1D, variance as tf.Tensor1D, beta, gamma, 1e-5) as Map4;
    return activated ? tf.relu(y) : y;
  }

  depthwise(x: Map4, stride: number): Map4 {
    return tf.depthwiseConv2d(x, this.take([3, 3, x.shape[3], 1]) as unknown as Map4, stride, "same");
  }

  dispose(): void {
    tf.dispose(this.#held);
  }
}

const bodies: Readonly<Record<GpuNet["name"], (v: Variables, x: Map4) => Map4>> = {
  "three-conv": (v, image) =>
    [16, 32, 64].reduce(
      (x, filters, index) =>
        tf.relu(tf.add(v.conv(x, filters, 3, index === 0 ? 1 : 2), v.take([filters], 0))),
      image,
    ),
  "resnet-cifar-20": (v, image) => {
    let x = v.norm(v.conv(image, 16, 3));
    for (const [stage, filters] of [16, 32, 64].entries()) {
      for (let unit = 0; unit < 3; unit++) {
        const stride = stage > 0 && unit === 0 ? 2 : 1;
        const shortcut = stride === 1 ? x : padded(x, filters - x.shape[3]);
        x = residual(v, x, filters, stride, shortcut);
      }
    }
    return x;
  },
  "mobilenet-0.25": (v, image) => {
    let x = v.norm(v.conv(image, 8, 3, 2));
    for (const [filters, stride] of UNITS) x = v.norm(v.conv(v.norm(v.depthwise(x, stride)), filters, 1));
    return x;
  },
  "resnet-18": (v, image) => {
    let x = tf.maxPool(v.norm(v.conv(image, 64, 7, 2, 3)), 3, 2, "same");
    for (const [stage, filters] of [64, 128, 256, 512].entries()) {
      for (let unit = 0; unit < 2; unit++) {
        const stride = stage > 0 && unit === 0 ? 2 : 1;
        const shortcut = stride === 1 ? x : v.norm(v.conv(x, filters, 1, 2), false);
        x = residual(v, x, filters, stride, shortcut);
      }
    }
    return x;
  },
};

function residual(v: Variables, x: Map4, filters: number, stride: number, shortcut: Map4): Map4 {
  const inner = v.norm(v.conv(x, filters, 3, stride));
  return tf.relu(tf.add(v.norm(v.conv(inner, filters, 3), false), shortcut));
}

/** Every second pixel, and zeros for the new channels (He et al. 2015, option A). */
function padded(x: Map4, added: number): Map4 {
  return tf.pad(tf.avgPool(x, 1, 2, "same"), [
    [0, 0],
    [0, 0],
    [0, 0],
    [0, added],
  ]);
}

/** Channels, stride: MobileNet's table 1 at a quarter of its width. */
const UNITS = [
  ...[[16, 1] as const, [32, 2] as const, [32, 1] as const, [64, 2] as const, [64, 1] as const],
  ...[[128, 2] as const, ...Array.from({ length: 5 }, () => [128, 1] as const)],
  ...[[256, 2] as const, [256, 1] as const],
];
