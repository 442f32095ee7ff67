import * as tf from "@tensorflow/tfjs-core";
import { describe, expect, test } from "vitest";
import { createBuilder } from "../../../shared/blocks/builder";
import type { BackendId } from "../../../shared/contracts/engine";
import {
  type LayerReport,
  MAGNITUDE_BINS,
  SIGNED_BINS,
  spreadOf,
} from "../../../shared/contracts/layer-statistics";
import type { RunSpec } from "../../../shared/contracts/run";
import { createNodeEngine } from "../../../shared/engine/create-node-engine";
import { strideFor } from "../../../shared/engine/train/layer-probe";
import { readSafetensors } from "../../../shared/formats/safetensors/read";
import { type Document, emptyDocument } from "../../../shared/graph/document";
import { testBackends } from "../../helpers/engine-backends";

function net(): Document {
  const builder = createBuilder();
  builder.layer("input", "input", { height: 16, width: 16, channels: 3 });
  builder.layer("conv", "conv2d", { filters: 24, stride: [2, 2], bias: false });
  builder.layer("bn", "batch-norm");
  builder.layer("wide", "conv2d", { filters: 24 });
  builder.layer("pool", "global-avg-pool");
  builder.layer("fc", "dense", { units: 3 });
  return { ...emptyDocument("net"), graph: builder.build() };
}

const RATE = 0.5;

function spec(change: Partial<RunSpec>): RunSpec {
  return {
    document: net(),
    seed: 3,
    data: { dataset: "shapes", size: 16, classes: 3, trainCount: 48, testCount: 3 },
    batch: 8,
    epochs: 3,
    optimiser: { kind: "sgd", momentum: 0 },
    learningRate: RATE,
    weightDecay: 0,
    reportEvery: 100,
    ...change,
  };
}

async function look(backend: BackendId, change: Partial<RunSpec>) {
  const engine = createNodeEngine(backend);
  const reports: LayerReport[] = [];
  await engine.load({ document: net(), seed: 3 });
  const before = readSafetensors(await engine.exportWeights());
  await engine.train(spec(change), (event) => void (event.kind === "layers" && reports.push(event)));
  const after = readSafetensors(await engine.exportWeights());
  await engine.dispose();
  return { before, after, reports };
}

function rms(values: readonly number[]): number {
  return Math.sqrt(values.reduce((sum, value) => sum + value * value, 0) / values.length);
}

describe.each(testBackends)("kernels on %s", (backend) => {
  test("are told as they were, and moved as plain descent moves them: rate times gradient", async () => {
    const { before, after, reports } = await look(backend, { steps: 1, layersEvery: 1 });
    const layers = reports[0]?.layers ?? [];
    expect([reports.length, layers.map(({ path }) => path)]).toEqual([1, ["conv", "wide", "fc"]]);
    for (const { path, weight, gradient, update } of layers) {
      const [from, to] = [before, after].map((file) => [...(file.get(`${path}.weight`)?.data ?? [])]) as [
        number[],
        number[],
      ];
      const moved = rms(to.map((value, index) => value - (from[index] as number)));
      expect(weight.rms).toBeCloseTo(rms(from), 5);
      expect(update / moved).toBeCloseTo(1, 3);
      expect((RATE * gradient.rms) / moved).toBeCloseTo(1, 3);
      expect(weight.reach).toBeLessThanOrEqual(Math.max(...from.map(Math.abs)));
      for (const shares of [weight.magnitudes, weight.signed, gradient.magnitudes, gradient.signed])
        expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 6);
    }
  });
});

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
