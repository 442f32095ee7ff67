import * as tf from "@tensorflow/tfjs-core";
import { describe, expect, test } from "vitest";
import { MAGNITUDE_BINS, SIGNED_BINS, spreadOf } from "../../../shared/contracts/layer-statistics";
import type { RunSpec } from "../../../shared/contracts/run";
import { strideFor } from "../../../shared/engine/train/layer-probe";
import { describeOn, QUICK_BACKENDS } from "../../helpers/engine-backends";
import { layerProbeSuite, look } from "../../helpers/suites/layer-probe-suite";

describeOn(QUICK_BACKENDS, "kernels", layerProbeSuite);

test("are looked at in the first step and after each so many, and never if nobody asks", async () => {
  const steps = async (change: Partial<RunSpec>) =>
    (await look("wasm", { learningRate: 0.01, ...change })).reports.map(({ step }) => step);
  expect(await steps({ layersEvery: 5 })).toEqual([1, 5, 10, 15]);
  expect(await steps({})).toEqual([]);
});

test("looking leaves no tensor behind and changes nothing", async () => {
  const plain = await look("wasm", { epochs: 1 });
  const count = tf.memory().numTensors;
  const watched = await look("wasm", { epochs: 1, layersEvery: 1 });
  expect(tf.memory().numTensors).toBe(count);
  expect(watched.after).toEqual(plain.after);
});

describe("a spread", () => {
  test("counts magnitudes by half decades and values around zero", () => {
    const { magnitudes, signed, reach } = spreadOf([0, 1e-12, 2, -2, 0.5, 1e9], 1);
    const filled = (bins: readonly number[]) =>
      bins.flatMap((share, bin) => (share > 0 ? [[bin, Math.round(share * 6)]] : []));
    expect(reach).toBe(1e9);
    expect(filled(magnitudes)).toEqual([
      [0, 2],
      [19, 1],
      [20, 2],
      [MAGNITUDE_BINS - 1, 1],
    ]);
    expect(filled(signed)).toEqual([
      [(SIGNED_BINS - 1) / 2, 5],
      [SIGNED_BINS - 1, 1],
    ]);
  });

  test("of nothing but zeros lies in the middle", () => {
    const { signed, reach, rms: size } = spreadOf([0, 0], 0);
    expect([signed[(SIGNED_BINS - 1) / 2], reach, size]).toEqual([1, 0, 0]);
  });
});

test.each([
  { shape: [3, 3, 3, 24], stride: 1 },
  { shape: [3, 3, 64, 64], stride: 19 },
  { shape: [7, 7, 512, 4096], stride: 50177 },
])("a sample of $shape steps over $stride, so that it meets every channel", ({ shape, stride }) => {
  expect(strideFor(shape)).toBe(stride);
});
