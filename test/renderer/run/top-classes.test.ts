import { expect, it } from "vitest";
import { topClasses } from "../../../renderer/panels/run/top-classes";

it("ranks probabilities as they are", () => {
  expect(topClasses([0.1, 0.6, 0.3], 2, { areProbabilities: true })).toEqual([
    { index: 1, probability: 0.6 },
    { index: 2, probability: 0.3 },
  ]);
});

it("turns logits of any size into probabilities that sum to one", () => {
  const ranked = topClasses([1000, 1001, -1000], 5, { areProbabilities: false });
  expect(ranked.map((each) => each.index)).toEqual([1, 0, 2]);
  expect(ranked.reduce((sum, each) => sum + each.probability, 0)).toBeCloseTo(1);
  expect(ranked[0]?.probability).toBeCloseTo(1 / (1 + Math.exp(-1)));
});

it("lists the lower index first where two are even", () => {
  expect(topClasses([0, 0], 2, { areProbabilities: false }).map((each) => each.index)).toEqual([0, 1]);
});
