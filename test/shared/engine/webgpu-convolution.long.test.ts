import * as tf from "@tensorflow/tfjs-core";
import { describe, expect, test } from "vitest";
import { runKernel } from "../../../shared/engine/kit/context";
import { convKernels } from "../../../shared/engine/kit/conv-kernels";
import type { ConvOptions } from "../../../shared/layers/kit";
import type { Pads, Pair } from "../../../shared/layers/window";
import { startTestBackend, testBackends } from "../../helpers/engine-backends";
import { gradientsOf } from "../../helpers/op-gradients";
import { randomTensor } from "../../helpers/reference-tensor";

interface Setting {
  readonly x: readonly [number, number, number, number];
  readonly w: readonly [number, number, number, number];
  readonly stride?: Pair;
  readonly pads?: Pads;
  readonly dilation?: Pair;
  readonly groups?: number;
}

/** Each tile size, threads beyond every edge, parts of sums, and groups from one channel wide to many. */
const settings: readonly Setting[] = [
  { x: [2, 9, 7, 5], w: [3, 3, 5, 70], pads: [1, 1, 1, 1] },
  { x: [3, 17, 15, 33], w: [3, 2, 33, 20], stride: [2, 2], pads: [1, 0, 1, 2] },
  { x: [2, 12, 11, 7], w: [5, 5, 7, 3], stride: [3, 2], pads: [2, 2, 1, 2] },
  { x: [1, 13, 14, 6], w: [3, 3, 6, 9], stride: [2, 3], pads: [2, 1, 0, 3], dilation: [2, 3] },
  { x: [4, 16, 16, 40], w: [1, 1, 40, 24] },
  { x: [2, 8, 9, 4], w: [1, 1, 4, 6], stride: [2, 2] },
  { x: [2, 7, 9, 12], w: [3, 3, 3, 20], pads: [1, 1, 1, 1], groups: 4 },
  { x: [2, 7, 9, 64], w: [3, 3, 8, 96], pads: [1, 1, 1, 1], groups: 8 },
  { x: [2, 9, 8, 32], w: [3, 3, 4, 32], stride: [2, 2], pads: [1, 1, 1, 1], groups: 8 },
  { x: [2, 9, 10, 24], w: [2, 3, 12, 8], stride: [1, 2], pads: [1, 2, 1, 1], dilation: [3, 2], groups: 2 },
];

function optionsOf({ stride, pads, dilation, groups }: Setting): ConvOptions {
  return {
    stride: stride ?? [1, 1],
    pads: pads ?? [0, 0, 0, 0],
    dilation: dilation ?? [1, 1],
    groups: groups ?? 1,
  };
}

/** y, dx and dw by the kernels themselves: whichever of them the engine would choose. */
async function byOwnKernels(setting: Setting, shape: readonly number[]) {
  await startTestBackend("webgpu");
  const upload = (size: readonly number[], seed: number) =>
    tf.tensor(Float32Array.from(randomTensor(size, seed).data), [...size]);
  const [x, w, dy] = [upload(setting.x, 1), upload(setting.w, 2), upload(shape, 3)];
  const options = optionsOf(setting);
  const results = [
    runKernel(convKernels.forward.name, { x, w }, { ...options, shape }),
    runKernel(convKernels.inputGradient.name, { dy, w }, { ...options, shape: setting.x }),
    runKernel(convKernels.filterGradient.name, { x, dy }, { ...options, shape: setting.w }),
  ];
  const values = await Promise.all(results.map((each) => each.data<"float32">()));
  tf.dispose([x, w, dy, ...results]);
  return values;
}

describe.runIf(testBackends.includes("webgpu"))("convolutions in kernels of our own on WebGPU", () => {
  test.each(settings)(
    "$x by $w, stride $stride, pads $pads, dilation $dilation, groups $groups",
    { timeout: 120_000 },
    async (setting) => {
      await startTestBackend("cpu");
      const expected = await gradientsOf(setting.x, setting.w, optionsOf(setting));
      const found = await byOwnKernels(setting, expected.shape);
      for (const [index, values] of [expected.y, expected.dx, expected.dw].entries()) {
        const largest = values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
        const ours = found[index] as Float32Array;
        expect(ours.length).toBe(values.length);
        const worst = values.reduce(
          (most, value, at) => Math.max(most, Math.abs(value - (ours[at] as number))),
          0,
        );
        expect(worst / largest).toBeLessThan(2e-6 * Math.sqrt(setting.x[0] * setting.x[1] * setting.x[2]));
      }
    },
  );
});
