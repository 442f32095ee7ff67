import { expect, test } from "vitest";
import { agreement, classMapOf, classShares } from "../../../renderer/panels/run/look";
import { classColour, overlaid } from "../../../renderer/ui/class-overlay";
import { IGNORED } from "../../../shared/contracts/run";

/** Two by two pixels, three classes. */
const scores = Float32Array.of(0.1, 0.8, 0.1, 0.9, 0, 0.1, 0.2, 0.3, 0.5, 0, 1, 0);
const map = classMapOf(scores, [2, 2, 3]);

test("each pixel is of the class that scores highest", () => {
  expect(map).toEqual({ width: 2, height: 2, classes: Uint8Array.of(1, 0, 2, 1) });
  expect(map && classShares(map)).toEqual([
    { index: 1, probability: 0.5 },
    { index: 0, probability: 0.25 },
    { index: 2, probability: 0.25 },
  ]);
});

test.each([{ shape: [1, 1, 12] as const }, { shape: [12] as const }, { shape: null }])(
  "an output of $shape is no map",
  ({ shape }) => expect(classMapOf(scores, shape)).toBeNull(),
);

test("pixels that nobody labelled do not count, and masks of another size are not compared", () => {
  if (!map) throw new Error("Expected a map");
  expect(agreement(map, Uint8Array.of(1, 1, IGNORED, 1))).toBeCloseTo(2 / 3);
  expect(agreement(map, Uint8Array.of(IGNORED, IGNORED, IGNORED, IGNORED))).toBeNull();
  expect(agreement(map, Uint8Array.of(1))).toBeNull();
});

test("an overlay leaves the background, and tells thirty classes apart", () => {
  const grey = new Uint8Array(12).fill(100);
  const shown = overlaid(grey, Uint8Array.of(0, 3, IGNORED, 0));
  expect([...shown.slice(0, 3), ...shown.slice(9)]).toEqual([100, 100, 100, 100, 100, 100]);
  expect([...shown.slice(6, 9)]).toEqual([193, 193, 193]);
  const colours = Array.from({ length: 30 }, (_, label) => classColour(label + 1).join());
  expect(new Set(colours).size).toBe(30);
});
