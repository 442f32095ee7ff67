import fc from "fast-check";
import { describe, test } from "vitest";
import type { OptimiserSpec, RunSpec } from "../../../shared/contracts/run";
import { DEFAULT_OPTIMISERS } from "../../../shared/contracts/run-defaults";
import { augmentations } from "../../../shared/data/augmentations";
import { expectResumes, ownImages, smallRun } from "../../helpers/resumed-run";

describe("a run that is killed and taken up from its checkpoint ends with the same bits and the same curve", () => {
  const optimisers = Object.values(DEFAULT_OPTIMISERS) as readonly OptimiserSpec[];
  test.each(optimisers)("with $kind, in mid-epoch", (optimiser) => expectResumes(smallRun({ optimiser }), 8));

  const rows: readonly (readonly [name: string, change: Partial<RunSpec>, killAt: number])[] = [
    ["every augmentation", { augmentation: augmentations.all.map((row) => row.defaults) }, 7],
    [
      "a rate that falls when the test loss stalls",
      { learningRate: 0.2, schedule: { kind: "plateau", warmup: 2, patience: 0, factor: 0.3 } },
      13,
    ],
    ["early stopping and the best epoch's weights", { patience: 1, keepBest: true, learningRate: 0.2 }, 13],
    ["reports of several steps", { reportEvery: 5 }, 8],
    [
      "smoothed labels, clipped gradients, a cosine",
      { labelSmoothing: 0.1, clipNorm: 1, schedule: { kind: "cosine", warmup: 3 } },
      4,
    ],
    ["a checkpoint where an epoch ends", { keepBest: true }, 6],
    ["an end by steps", { steps: 11 }, 10],
    ["people's own images", { images: ownImages(), batch: 5 }, 3],
  ];
  test.each(rows)("with %s", (_, change, killAt) => expectResumes(smallRun(change), killAt));

  test("on plain JavaScript", () => expectResumes(smallRun(), 8, "cpu"));

  test("whatever the recipe, wherever it is killed", async () => {
    const recipe = fc.record({
      optimiser: fc.constantFrom(...optimisers),
      augmentation: fc.subarray(augmentations.all.map((row) => row.defaults)),
      keepBest: fc.boolean(),
      patience: fc.integer({ min: 1, max: 3 }),
      reportEvery: fc.integer({ min: 1, max: 7 }),
      seed: fc.integer({ min: 1, max: 1000 }),
    });
    const killAt = fc.integer({ min: 1, max: 6 });
    await fc.assert(
      fc.asyncProperty(recipe, killAt, (change, at) => expectResumes(smallRun(change), at)),
      { numRuns: 6 },
    );
  });
});
