import * as tf from "@tensorflow/tfjs-core";
import fc from "fast-check";
import { afterEach, beforeAll, expect, test } from "vitest";
import { filterGradient, inputGradient } from "../../../shared/engine/kit/conv-gradients";
import { rectifierGrad } from "../../../shared/engine/wasm/activation";
import { batchNormGrad, batchNormTrain } from "../../../shared/engine/wasm/batch-norm";
import { depthwiseFilterGrad, depthwiseInputGrad } from "../../../shared/engine/wasm/depthwise";
import { hasSimd, runOr, unreachable } from "../../../shared/engine/wasm/heap";
import { localResponse } from "../../../shared/engine/wasm/local-response";
import { avgPool, avgPoolGrad, maxPoolGrad } from "../../../shared/engine/wasm/pooling";
import { spatialMean, sumRows } from "../../../shared/engine/wasm/reduce";
import { allowSimd } from "../../../shared/engine/wasm/simd";
import { startTestBackend } from "../../helpers/engine-backends";
import { randomTensor } from "../../helpers/reference-tensor";

beforeAll(() => startTestBackend("wasm"));
afterEach(() => allowSimd(true));

const upTo = (max: number, min = 1) => fc.integer({ min, max });
const pair = (max: number, min = 1) => fc.tuple(upTo(max, min), upTo(max, min));
/** Of every remainder that panels of eight, quads and single channels leave. */
const channels = upTo(21);

const windows = fc
  .record({
    kernel: pair(4),
    stride: pair(3),
    dilation: pair(2),
    output: pair(6),
    lead: pair(3, 0),
    cut: pair(2, 0),
  })
  .map(({ kernel, stride, dilation, output, lead, cut }) => {
    const reach = [0, 1].map(
      (axis) =>
        ((output[axis] as number) - 1) * (stride[axis] as number) +
        ((kernel[axis] as number) - 1) * (dilation[axis] as number) +
        1,
    );
    const pads = [
      Math.min(lead[0], (reach[0] as number) - 1),
      0,
      0,
      Math.min(lead[1], (reach[1] as number) - 1),
    ] as const;
    // Rows and columns that no window reaches, as a stride leaves them.
    const height = Math.max(1, (reach[0] as number) - pads[0] + Math.min(cut[0], stride[0] - 1));
    const width = Math.max(1, (reach[1] as number) - pads[3] + Math.min(cut[1], stride[1] - 1));
    return { kernel, output, height, width, conv: { stride, dilation, pads } };
  });

/** What `compute` gives with our SIMD kernels and without, and the largest difference, over the largest value. */
function difference(compute: () => readonly tf.Tensor[]): number {
  const values = [true, false].map((simd) => {
    allowSimd(simd);
    expect(hasSimd()).toBe(simd);
    const tensors = tf.tidy(() => [...compute()]);
    const data = tensors.flatMap((tensor) => [...tensor.dataSync()]);
    tf.dispose(tensors);
    return data;
  });
  const [found, wanted] = values as [number[], number[]];
  const largest = wanted.reduce((most, value) => Math.max(most, Math.abs(value)), 1e-2);
  expect(found.length).toBe(wanted.length);
  return (
    found.reduce((most, value, i) => Math.max(most, Math.abs(value - (wanted[i] as number))), 0) / largest
  );
}

function tensor(shape: number[], seed: number): tf.Tensor {
  return tf.tensor(Float32Array.from(randomTensor(shape, seed).data), shape);
}

test("gradients of convolutions are those of tfjs's own kernels", () => {
  const cases = fc.record({ window: windows, batch: upTo(3), ins: channels, outs: channels });
  fc.assert(
    fc.property(cases, ({ window: { kernel, output, height, width, conv }, batch, ins, outs }) => {
      const shape = [...kernel, ins, outs];
      const found = difference(() => {
        const x = tensor([batch, height, width, ins], 1);
        const dy = tensor([batch, ...output, outs], 2);
        const w = tensor(shape, 3);
        return [filterGradient(x, dy, shape, conv), inputGradient(dy, w, x.shape, conv)];
      });
      expect(found).toBeLessThan(1e-5);
    }),
    { numRuns: 60 },
  );
});

test("gradients of depthwise convolutions are those of the loops", () => {
  const cases = fc.record({ window: windows, batch: upTo(3), width: channels, multiplier: upTo(2) });
  fc.assert(
    fc.property(cases, ({ window: { kernel, output, ...window }, batch, width, multiplier }) => {
      const shape = [...kernel, width, multiplier];
      const found = difference(() => {
        const x = tensor([batch, window.height, window.width, width], 1);
        const dy = tensor([batch, ...output, width * multiplier], 2);
        const w = tensor(shape, 3);
        return [
          ...runOr(depthwiseFilterGrad, { x, dy }, { ...window.conv, shape }, unreachable),
          ...runOr(depthwiseInputGrad, { dy, w }, { ...window.conv, shape: x.shape }, unreachable),
        ];
      });
      expect(found).toBeLessThan(1e-5);
    }),
    { numRuns: 60 },
  );
});

test("pools and means are those of the loops", () => {
  const cases = fc.record({
    window: windows,
    batch: upTo(3),
    width: channels,
    countIncludePad: fc.boolean(),
  });
  fc.assert(
    fc.property(
      cases,
      ({ window: { kernel, output, height, width: across, conv }, batch, width, countIncludePad }) => {
        const found = difference(() => {
          const x = tensor([batch, height, across, width], 1);
          const dy = tensor([batch, ...output, width], 2);
          const options = { kernel, output, stride: conv.stride, pads: conv.pads, countIncludePad };
          return [
            ...runOr(maxPoolGrad, { x, dy }, options, unreachable),
            ...runOr(avgPool, { x }, options, unreachable),
            ...runOr(avgPoolGrad, { dy }, { ...options, shape: x.shape }, unreachable),
            ...runOr(spatialMean, { x }, {}, unreachable),
          ];
        });
        expect(found).toBeLessThan(1e-5);
      },
    ),
    { numRuns: 60 },
  );
});

test("local response normalisation is that of the loops", () => {
  const cases = fc.record({ rows: upTo(9), width: channels, size: upTo(9) });
  fc.assert(
    fc.property(cases, ({ rows, width, size }) => {
      const options = { size, alpha: 0.2, beta: 0.75, bias: 1.5 };
      const found = difference(() =>
        runOr(localResponse, { x: tensor([rows, width], 1) }, options, unreachable),
      );
      expect(found).toBeLessThan(1e-5);
    }),
  );
});

test("batch norm, sums and rectifiers are those of the loops, also far from 0", () => {
  const cases = fc.record({ rows: upTo(700), width: channels, offset: fc.constantFrom(0, 30) });
  fc.assert(
    fc.property(cases, ({ rows, width, offset }) => {
      const found = difference(() => {
        const x = tf.add(tensor([rows, width], 1), offset);
        const dy = tensor([rows, width], 2);
        const [gamma, beta] = [tensor([width], 3), tensor([width], 4)];
        const forward = runOr(batchNormTrain, { x, gamma, beta }, { epsilon: 1e-3 }, unreachable);
        const [y, mean, , inverse] = forward as [tf.Tensor, tf.Tensor, tf.Tensor, tf.Tensor];
        return [
          tf.div(y, 10),
          ...runOr(batchNormGrad, { x, dy, gamma, mean, inverse }, {}, unreachable),
          ...runOr(sumRows, { x: dy }, {}, unreachable),
          ...runOr(rectifierGrad, { y: tensor([rows, width], 5), dy }, { limit: 0.5 }, unreachable),
        ];
      });
      expect(found).toBeLessThan(offset === 0 ? 1e-5 : 1e-4);
    }),
    { numRuns: 40 },
  );
});
