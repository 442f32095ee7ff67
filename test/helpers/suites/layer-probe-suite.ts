import { expect, test } from "vitest";
import { createBuilder } from "../../../shared/blocks/builder";
import type { BackendId } from "../../../shared/contracts/engine";
import type { LayerReport } from "../../../shared/contracts/layer-statistics";
import type { RunSpec } from "../../../shared/contracts/run";
import { createNodeEngine } from "../../../shared/engine/create-node-engine";
import { readSafetensors } from "../../../shared/formats/safetensors/read";
import { type Document, emptyDocument } from "../../../shared/graph/document";

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

/** Trains a small network, and gives its weights before and after with what was reported of its layers. */
export async function look(backend: BackendId, change: Partial<RunSpec>) {
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

/** What is told of a layer's kernel, its gradient and its update, against the weights before and after. */
export function layerProbeSuite(backend: BackendId): void {
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
}
