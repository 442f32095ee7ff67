import { expect, it } from "vitest";
import { summariseConfusion } from "../../../renderer/panels/train/confusion";

it("says of each class what was recognised, what was said rightly, and what it was taken for", () => {
  const confusion = [
    [8, 2, 0],
    [1, 4, 5],
    [0, 0, 0],
  ];
  expect(summariseConfusion(confusion, ["circle", "square"])).toEqual([
    {
      name: "circle",
      correct: 8,
      total: 10,
      accuracy: 0.8,
      precision: 8 / 9,
      confusedWith: { name: "square", count: 2 },
    },
    {
      name: "square",
      correct: 4,
      total: 10,
      accuracy: 0.4,
      precision: 4 / 6,
      confusedWith: { name: "2", count: 5 },
    },
    { name: "2", correct: 0, total: 0, accuracy: null, precision: 0, confusedWith: null },
  ]);
});

it("has no precision for a class that was never said", () => {
  const [, never] = summariseConfusion(
    [
      [3, 0],
      [2, 0],
    ],
    ["a", "b"],
  );
  expect(never).toMatchObject({ accuracy: 0, precision: null, confusedWith: { name: "a", count: 2 } });
});
