import { expect, it } from "vitest";
import { joinLines, lineIds, runColumns, valueNear } from "../../../renderer/panels/train/chart-data";
import { RunCurves } from "../../../renderer/state/run-curves";
import type { TrainEvent } from "../../../shared/contracts/run";
import { report } from "../state/fake-client";

function curves(...events: readonly TrainEvent[]): RunCurves {
  const held = new RunCurves();
  for (const event of events) held.add(event);
  return held;
}

const tested = { kind: "epoch", step: 2, epoch: 1, testLoss: 0.7, testAccuracy: 0.6, testTop5: 0.9 } as const;

it("puts both curves on one row of steps, with gaps where one has nothing to say", () => {
  const held = curves(report(1, 0.9), report(3, 0.7), tested, report(4, 0.5));
  const [steps, ...lines] = runColumns(held, "loss", { smoothing: "none" });
  const trained = [0.9, null, 0.7, 0.5];
  expect(steps).toEqual([1, 2, 3, 4]);
  expect(Object.fromEntries(lineIds("loss").map((id, index) => [id, lines[index]]))).toEqual({
    low: trained,
    high: trained,
    train: trained,
    test: [null, 0.7, null, null],
  });
});

it("draws top-5 beside top-1, and the learning rate by itself", () => {
  const held = curves(report(1), report(2), tested);
  const [, , , , test, top5] = runColumns(held, "accuracy", { smoothing: "none" });
  expect([test, top5]).toEqual([
    [null, 0.6],
    [null, 0.9],
  ]);
  expect(runColumns(held, "learningRate", { smoothing: "strong" })).toEqual([
    [1, 2],
    [0.01, 0.01],
  ]);
});

it("draws a stretch alone", () => {
  const held = curves(report(1, 4), report(2, 3), report(3, 2), report(4, 1));
  expect(runColumns(held, "loss", { smoothing: "none", from: 2, to: 3 })[1]).toEqual([3, 2]);
});

it("is empty before the first step, and leaves out what is no number", () => {
  expect(runColumns(curves(), "loss", { smoothing: "some" })).toEqual([[], [], [], [], []]);
  expect(joinLines([{ steps: [1, 2], values: [Number.NaN, 1] }])).toEqual([
    [1, 2],
    [null, 1],
  ]);
});

it("reads the value at the pointer, or the one before it", () => {
  const column = [1, null, 3, null];
  expect([valueNear(column, 1), valueNear(column, 2), valueNear(column, null), valueNear([null], 0)]).toEqual(
    [1, 3, 3, null],
  );
});
