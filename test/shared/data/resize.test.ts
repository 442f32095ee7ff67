import fc from "fast-check";
import { expect, it } from "vitest";
import { type RgbImage, resizeToFill } from "../../../shared/data/resize";

function grey(rows: readonly (readonly number[])[]): RgbImage {
  const width = rows[0]?.length ?? 0;
  return { width, height: rows.length, pixels: Uint8Array.from(rows.flat().flatMap((v) => [v, v, v])) };
}

function reds(image: RgbImage): number[] {
  return [...image.pixels].filter((_, index) => index % 3 === 0);
}

it("leaves an image of the right size as it is", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 9 }),
      fc.integer({ min: 1, max: 9 }),
      fc.nat(),
      (width, height, seed) => {
        const pixels = Uint8Array.from({ length: width * height * 3 }, (_, i) => (seed + i * 37) % 256);
        expect(resizeToFill({ width, height, pixels }, height, width)).toEqual({ width, height, pixels });
      },
    ),
  );
});

it("keeps a single colour at any size", () => {
  const side = fc.integer({ min: 1, max: 24 });
  fc.assert(
    fc.property(side, side, side, side, (width, height, toWidth, toHeight) => {
      const pixels = new Uint8Array(width * height * 3).fill(201);
      const { pixels: resized } = resizeToFill({ width, height, pixels }, toHeight, toWidth);
      expect(new Set(resized)).toEqual(new Set([201]));
    }),
  );
});

it("averages when it shrinks, so that a fine chequerboard becomes grey", () => {
  const board = grey(
    Array.from({ length: 16 }, (_, y) => Array.from({ length: 16 }, (_, x) => ((x + y) % 2) * 255)),
  );
  for (const value of reds(resizeToFill(board, 4, 4))) expect(Math.abs(value - 127.5)).toBeLessThan(8);
});

it("takes the middle of an image of other proportions", () => {
  const wide = grey(
    [
      [0, 10, 20, 30, 0, 0],
      [0, 40, 50, 60, 0, 0],
    ].map((row) => [9, ...row.slice(1, 3), 9]),
  );
  expect(reds(resizeToFill(wide, 2, 2))).toEqual([10, 20, 40, 50]);
});

it("keeps the colours apart and the picture upright", () => {
  const image: RgbImage = {
    width: 2,
    height: 2,
    pixels: Uint8Array.from([255, 0, 0, 0, 255, 0, 0, 0, 255, 255, 255, 255]),
  };
  const { pixels } = resizeToFill(image, 8, 8);
  const at = (x: number, y: number) => [...pixels.subarray((y * 8 + x) * 3, (y * 8 + x) * 3 + 3)];
  expect([at(0, 0), at(7, 0), at(0, 7), at(7, 7)]).toEqual([
    [255, 0, 0],
    [0, 255, 0],
    [0, 0, 255],
    [255, 255, 255],
  ]);
});
