import { expect, it } from "vitest";
import { prepareInput } from "../../../renderer/panels/run/prepare-input";

const orange = { width: 2, height: 1, pixels: Uint8Array.from([255, 102, 0, 255, 102, 0]) };
const plain = { mean: [0, 0, 0], std: [1, 1, 1] } as const;

it("crops, resizes and normalises each channel", () => {
  const { seen, batch } = prepareInput(orange, [2, 2, 3], { mean: [0.5, 0.4, 0.5], std: [0.5, 0.2, 0.25] });
  expect({ seen: [...seen.pixels.subarray(0, 3)], shape: batch.shape }).toEqual({
    seen: [255, 102, 0],
    shape: [1, 2, 2, 3],
  });
  for (const [index, value] of batch.data.entries())
    expect(value).toBeCloseTo([1, 0, -2][index % 3] as number);
});

it("shows a network for grey images what it sees", () => {
  const { seen, batch } = prepareInput(orange, [1, 1, 1], plain);
  const luma = Math.round(0.299 * 255 + 0.587 * 102);
  expect([...seen.pixels]).toEqual([luma, luma, luma]);
  expect(batch.data[0]).toBeCloseTo(luma / 255);
});

it("refuses a network that takes no picture", () => {
  expect(() => prepareInput(orange, [8, 8, 64], plain)).toThrow("8×8×64");
});
