import { expect, test } from "vitest";
import type { Posteriors } from "../../../shared/contracts/run";
import { averageModels } from "../../../shared/engine/train/model-average";
import { PosteriorCollector } from "../../../shared/engine/train/posteriors";

const labels = Int32Array.of(0, 1, 1);

function model(...rows: readonly (readonly number[])[]): Posteriors {
  return { kind: "probabilities", rows: Float32Array.from(rows.flat()), labels };
}

test("models that are each wrong about one image are right about it together", () => {
  const one = model([0.75, 0.25], [0.625, 0.375], [0.25, 0.75]);
  const other = model([0.375, 0.625], [0.125, 0.875], [0.5, 0.5]);
  const [first, second, both] = [[one], [other], [one, other]].map(averageModels);
  expect([first?.testAccuracy, second?.testAccuracy, both?.testAccuracy]).toEqual([2 / 3, 1 / 3, 1]);
  // By hand: means of 0.5625, 0.625 and 0.625 for the true classes.
  expect(both?.testLoss).toBeCloseTo(-(Math.log(0.5625) + 2 * Math.log(0.625)) / 3, 12);
});

test("what is averaged are probabilities, not the scores that they come of", () => {
  const collect = (kind: Posteriors["kind"], ...scores: readonly number[]) => {
    const collector = new PosteriorCollector(kind);
    collector.add(Float32Array.from(scores), Int32Array.of(1));
    return collector.posteriors();
  };
  // One model is beyond doubt and wrong, two are fairly sure of the truth: scores and probabilities disagree.
  const scores = [
    [1000, 0],
    [0, 2],
    [0, 2],
  ] as const;
  const average = (kind: Posteriors["kind"]) => averageModels(scores.map((row) => collect(kind, ...row)));
  expect([average("probabilities").testAccuracy, average("scores")]).toEqual([
    1,
    { models: 3, testAccuracy: 0 },
  ]);
});
