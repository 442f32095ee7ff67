import { expect, test } from "vitest";
import { drawWeight } from "../../../shared/engine/weights/initialise";

const bilinear = { name: "weight", fullName: "up.weight", initialiser: "bilinear", trainable: true } as const;

test("draws the bilinear kernel of FCN's 4×4 enlargement on the diagonal of classes", () => {
  const data = [...drawWeight({ ...bilinear, shape: [2, 2, 4, 4] }, 1)];
  const tent = [0.25, 0.75, 0.75, 0.25];
  const kernel = tent.flatMap((row) => tent.map((column) => row * column));
  const nothing = new Array<number>(16).fill(0);
  expect(data).toEqual([...kernel, ...nothing, ...nothing, ...kernel]);
});

test("centres a bilinear kernel of odd size on its middle pixel, once in every group", () => {
  const data = [...drawWeight({ ...bilinear, shape: [3, 1, 1, 3] }, 1)];
  expect(data).toEqual([0.5, 1, 0.5, 0.5, 1, 0.5, 0.5, 1, 0.5]);
});
