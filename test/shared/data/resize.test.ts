import fc from "fast-check";
import { expect, it } from "vitest";
import { type RgbImage, resizeToFill, toInput, toRgb } from "../../../shared/data/resize";

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

it("halves a picture to weighted means of its pixels", () => {
  // Two source pixels to one: the triangle reaches two pixels each way and is cut off at the border.
  const row = grey(Array.from({ length: 4 }, () => [0, 80, 160, 240]));
  expect(reds(resizeToFill(row, 2, 2))).toEqual([57, 183, 57, 183]);
});

it("doubles a picture by blending neighbours a quarter and three quarters", () => {
  const row = grey([
    [0, 100],
    [0, 100],
  ]);
  expect(reds(resizeToFill(row, 4, 4)).slice(0, 4)).toEqual([0, 25, 75, 100]);
});

it("takes grey, grey with alpha, RGB and RGBA, of 8 or 16 bits, and lays alpha over white", () => {
  const one = { width: 1, height: 1 };
  expect({
    grey: [...toRgb({ ...one, channels: 1, data: Uint8Array.of(40) }).pixels],
    greyAlpha: [...toRgb({ ...one, channels: 2, data: Uint8Array.of(0, 51) }).pixels],
    rgb: [...toRgb({ ...one, channels: 3, data: Uint8ClampedArray.of(1, 2, 3) }).pixels],
    rgba: [...toRgb({ ...one, channels: 4, data: Uint8Array.of(255, 0, 100, 0) }).pixels],
    deep: [...toRgb({ ...one, channels: 3, data: Uint16Array.of(0, 257, 65535) }).pixels],
  }).toEqual({
    grey: [40, 40, 40],
    greyAlpha: [204, 204, 204],
    rgb: [1, 2, 3],
    rgba: [255, 255, 255],
    deep: [0, 1, 255],
  });
});

it("refuses data that does not fit the picture", () => {
  const refuse = (width: number, channels: number, count: number) => () =>
    toRgb({ width, height: 1, channels, data: new Uint8Array(count) });
  expect(refuse(2, 3, 5)).toThrow("The picture has 5 values for 2×1 pixels of 3 channels. Expected 1 to 4");
  expect(refuse(1, 5, 5)).toThrow("5 channels");
  expect(refuse(0, 3, 0)).toThrow("at least one pixel");
});

it("normalises each channel of each image on its own", () => {
  const input = toInput(Uint8Array.of(0, 51, 255, 255, 102, 0), [0, 0.2, 0.5], [1, 0.5, 0.25]);
  expect([...input].map((value) => Number(value.toFixed(6)))).toEqual([0, 0, 2, 1, 0.4, -2]);
});
