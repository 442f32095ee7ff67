import { expect, test } from "vitest";
import { profileRows, sortRows } from "../../../../renderer/panels/profile/rows";
import type { Profile } from "../../../../shared/contracts/inside";

const profile: Profile = {
  batch: 4,
  train: true,
  steps: 3,
  layers: [
    { path: "input", forwardMs: 0, backwardMs: 0, macs: 0, heldBytes: 10 },
    { path: "unit/10/conv", forwardMs: 2, backwardMs: 4, macs: 1e6, heldBytes: 30 },
    { path: "unit/2/conv", forwardMs: 1, backwardMs: 3, macs: 2e6, heldBytes: 20 },
  ],
  forwardMs: 3,
  backwardMs: 7,
  passMs: 0,
  peakBytes: 30,
  waitMs: null,
};

test("a profile's rows have shares of the whole and the forward pass's speed", () => {
  expect(profileRows(profile).map(({ share, gmacsPerSecond }) => [share, gmacsPerSecond])).toEqual([
    [0, null],
    [0.6, 2],
    [0.4, 8],
  ]);
});

test.each([
  { key: "share", isReversed: false, order: ["unit/10/conv", "unit/2/conv", "input"] },
  { key: "share", isReversed: true, order: ["input", "unit/2/conv", "unit/10/conv"] },
  { key: "gmacsPerSecond", isReversed: true, order: ["unit/10/conv", "unit/2/conv", "input"] },
  { key: "gmacsPerSecond", isReversed: false, order: ["unit/2/conv", "unit/10/conv", "input"] },
  { key: "path", isReversed: false, order: ["input", "unit/2/conv", "unit/10/conv"] },
] as const)("rows sort by $key (reversed: $isReversed)", ({ key, isReversed, order }) => {
  expect(sortRows(profileRows(profile), key, isReversed).map(({ path }) => path)).toEqual(order);
});
