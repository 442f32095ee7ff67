import { expect, it } from "vitest";
import { chartColumns } from "../../../renderer/panels/train/chart-data";
import { appendPoint, type Curve, EMPTY_CURVE } from "../../../renderer/state/curves";

function curve(...points: readonly (readonly [step: number, loss: number])[]): Curve {
  return points.reduce<Curve>(
    (held, [step, loss]) => appendPoint(held, { step, loss, accuracy: 1 - loss }),
    EMPTY_CURVE,
  );
}

it("puts both curves on one row of steps, with gaps where one has nothing to say", () => {
  const [steps, raw, , test] = chartColumns(
    curve([1, 0.9], [2, 0.7], [4, 0.5]),
    curve([3, 0.6], [4, 0.4]),
    "loss",
  );
  expect({ steps, raw, test }).toEqual({
    steps: [1, 2, 3, 4],
    raw: [0.9, 0.7, null, 0.5],
    test: [null, null, 0.6, 0.4],
  });
});

it("smooths only what was reported", () => {
  const [, , smoothed] = chartColumns(curve([1, 1], [3, 0]), curve([2, 0.5]), "accuracy");
  expect(smoothed[0]).toBeCloseTo(0);
  expect(smoothed[1]).toBeNull();
  expect(smoothed[2]).toBeGreaterThan(0);
});

it("is empty before the first step", () => {
  expect(chartColumns(EMPTY_CURVE, EMPTY_CURVE, "loss")).toEqual([[], [], [], []]);
});
