import * as tf from "@tensorflow/tfjs-core";
import { describe, expect, test } from "vitest";
import { startTestBackend } from "../../helpers/engine-backends";

interface Setting {
  readonly input: readonly number[];
  readonly filter: readonly number[];
  readonly strides: number | readonly [number, number];
  readonly pad: string | number | readonly (readonly [number, number])[];
}

const settings: readonly Setting[] = [
  { input: [2, 6, 7, 3], filter: [3, 3, 3, 4], strides: 1, pad: "same" },
  { input: [2, 7, 6, 2], filter: [3, 2, 2, 3], strides: [2, 1], pad: "valid" },
  { input: [1, 9, 8, 2], filter: [5, 5, 2, 2], strides: [3, 2], pad: "same" },
  { input: [2, 5, 5, 2], filter: [3, 3, 2, 3], strides: 2, pad: 1 },
  { input: [2, 6, 5, 3], filter: [1, 1, 3, 2], strides: 1, pad: "valid" },
];

/** Values and gradients of the library's own two kernels, called by the names that its gradients call. */
async function gradientsOn(backend: "wasm" | "cpu", { input, filter, strides, pad }: Setting) {
  await startTestBackend(backend);
  const values = (shape: readonly number[], phase: number) => {
    const count = shape.reduce((product, size) => product * size, 1);
    return tf.tensor4d(
      Float32Array.from({ length: count }, (_, index) => Math.sin(index * 1.7 + phase)),
      shape as [number, number, number, number],
    );
  };
  const found = tf.tidy(() => {
    const [x, w] = [values(input, 0), values(filter, 1)];
    const attributes = { strides, pad, dataFormat: "NHWC", dilations: 1 } as unknown as tf.NamedAttrMap;
    const y = tf.engine().runKernel<tf.Tensor>("Conv2D", { x, filter: w }, attributes);
    const dy = values(y.shape, 2);
    const shaped = (extra: object) => ({ ...attributes, ...extra }) as unknown as tf.NamedAttrMap;
    return [
      tf.engine().runKernel<tf.Tensor>("Conv2DBackpropFilter", { x, dy }, shaped({ filterShape: filter })),
      tf
        .engine()
        .runKernel<tf.Tensor>("Conv2DBackpropInput", { dy, filter: w }, shaped({ inputShape: input })),
    ];
  });
  const result = await Promise.all(
    found.map(async (each) => ({ shape: each.shape, data: await each.data() })),
  );
  tf.dispose(found);
  return result;
}

describe("the library's convolution gradients on WASM", () => {
  test.each(settings)(
    "agree with its JavaScript backend: $filter, strides $strides, pad $pad",
    async (setting) => {
      const [wasm, cpu] = [await gradientsOn("wasm", setting), await gradientsOn("cpu", setting)];
      for (const [index, { shape, data }] of wasm.entries()) {
        expect(shape).toEqual(cpu[index]?.shape);
        for (const [at, value] of data.entries())
          expect(value).toBeCloseTo(cpu[index]?.data[at] ?? Number.NaN, 4);
      }
    },
  );
});
