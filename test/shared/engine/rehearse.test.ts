import * as tf from "@tensorflow/tfjs-core";
import { describe, expect, test } from "vitest";
import { createBuilder } from "../../../shared/blocks/builder";
import { compilePlan } from "../../../shared/engine/plan";
import { rehearse } from "../../../shared/engine/rehearse";
import { type Document, emptyDocument } from "../../../shared/graph/document";
import { startTestBackend } from "../../helpers/engine-backends";

const SGD = { optimiser: { kind: "sgd", momentum: 0.9 } } as const;

function network(seed: number): Document {
  const builder = createBuilder();
  builder.layer("input", "input", { height: 9, width: 9, channels: 3 });
  // A stride of its own, since what has been rehearsed once is not tried again.
  builder.layer("squeeze", "conv2d", { filters: 6, kernel: [3, seed], stride: [seed, 1], padding: "same" });
  builder.layer("curve", "leaky-relu", { slope: 0.01 * seed });
  builder.layer("pool", "max-pool", { kernel: [2, 2], stride: [2, 2] });
  builder.layer("flat", "flatten");
  builder.layer("fc", "dense", { units: 4 });
  return { ...emptyDocument("small"), graph: builder.build() };
}

/** Does without a kernel of the plain backend for a while. */
async function without(kernelName: string, run: () => void): Promise<void> {
  await startTestBackend("cpu");
  const kernel = tf.getKernel(kernelName, "cpu");
  if (!kernel) throw new Error(`No kernel ${kernelName}`);
  tf.unregisterKernel(kernelName, "cpu");
  try {
    run();
  } finally {
    tf.registerKernel(kernel);
  }
}

describe("a kernel that the backend lacks", () => {
  test("is found when the plan is made, with the layer that needs it", async () => {
    const plan = compilePlan(network(2));
    await without("LeakyRelu", () => {
      expect(() => rehearse(plan, null)).toThrow(
        '"curve" (Leaky ReLU) cannot run on Plain JavaScript: the kernel LeakyRelu is missing there. ' +
          "Choose another backend; plain JavaScript has them all.",
      );
    });
  });

  test("of gradients alone stops training and not running", async () => {
    const plan = compilePlan(network(3));
    await without("MaxPoolGrad", () => {
      expect(() => rehearse(plan, null)).not.toThrow();
      expect(() => rehearse(plan, SGD)).toThrow(
        '"pool" (Max pooling) cannot be trained on Plain JavaScript: the kernel MaxPoolGrad',
      );
    });
    expect(() => rehearse(plan, SGD)).not.toThrow();
  });

  test("of the loss is found as well", async () => {
    const plan = compilePlan(network(4));
    const loss = { kind: "hinge", margin: 0.7 } as const;
    await without("OneHot", () => {
      expect(() => rehearse(plan, { ...SGD, loss })).toThrow(
        /^the loss cannot be trained on .+ kernel OneHot/,
      );
    });
  });
});
