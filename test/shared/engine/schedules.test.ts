import { describe, expect, test } from "vitest";
import type { ScheduleSpec } from "../../../shared/contracts/run";
import { DEFAULT_SCHEDULES, type ScheduleKind, scheduleOf } from "../../../shared/contracts/run-defaults";
import { rateAt } from "../../../shared/contracts/schedule";
import { StallWatch } from "../../../shared/engine/train/stall-watch";

const half = Math.SQRT1_2 / 2;

describe("the rate of a run of eight steps", () => {
  test.each<{ spec: ScheduleSpec; rates: readonly number[] }>([
    { spec: { kind: "constant", warmup: 0 }, rates: [1, 1, 1, 1, 1, 1, 1, 1] },
    { spec: { kind: "constant", warmup: 4 }, rates: [0.25, 0.5, 0.75, 1, 1, 1, 1, 1] },
    { spec: { kind: "step", warmup: 0, every: 3, factor: 0.1 }, rates: [1, 1, 1, 0.1, 0.1, 0.1, 0.01, 0.01] },
    { spec: { kind: "step", warmup: 2, every: 4, factor: 0.5 }, rates: [0.5, 1, 1, 1, 0.5, 0.5, 0.5, 0.5] },
    {
      spec: { kind: "milestones", warmup: 0, at: [2, 5], factor: 0.5 },
      rates: [1, 1, 0.5, 0.5, 0.5, 0.25, 0.25, 0.25],
    },
    {
      spec: { kind: "exponential", warmup: 0, every: 2, factor: 0.25 },
      rates: [1, 1 / 2, 1 / 4, 1 / 8, 1 / 16, 1 / 32, 1 / 64, 1 / 128],
    },
    {
      spec: { kind: "cosine", warmup: 0 },
      rates: [0.5 + Math.cos(Math.PI / 8) / 2, 0.5 + half, 0.5 + Math.cos(Math.PI * 0.375) / 2, 0.5].concat([
        0.5 - Math.cos(Math.PI * 0.375) / 2,
        0.5 - half,
        0.5 - Math.cos(Math.PI / 8) / 2,
        0,
      ]),
    },
    { spec: { kind: "cosine", warmup: 4 }, rates: [0.25, 0.5, 0.75, 1, 0.5 + half, 0.5, 0.5 - half, 0] },
    { spec: { kind: "linear", warmup: 4 }, rates: [0.25, 0.5, 0.75, 1, 0.75, 0.5, 0.25, 0] },
    { spec: { kind: "plateau", warmup: 0, patience: 1, factor: 0.1 }, rates: [1, 1, 1, 1, 1, 1, 1, 1] },
  ])("$spec", ({ spec, rates }) => {
    const got = rates.map((_, index) => rateAt(spec, 1, index + 1, 8, 0));
    for (const [index, rate] of rates.entries()) expect(got[index]).toBeCloseTo(rate, 12);
  });

  test("falls with every stall on plateaus, and is a multiple of the base", () => {
    const spec: ScheduleSpec = { kind: "plateau", warmup: 0, patience: 1, factor: 0.5 };
    expect([0, 1, 2].map((stalls) => rateAt(spec, 0.8, 5, 8, stalls))).toEqual([0.8, 0.4, 0.2]);
  });
});

describe("a stall", () => {
  test.each([
    { what: "more than two epochs that are not better", patience: 2, losses: [3, 2, 2, 2, 2], stalls: 1 },
    { what: "not two", patience: 2, losses: [3, 2, 2, 2], stalls: 0 },
    { what: "counted anew after one", patience: 1, losses: [1, 1, 1, 1, 1], stalls: 2 },
    { what: "counted anew after a fall", patience: 1, losses: [2, 2, 1, 1, 1], stalls: 1 },
    { what: "a fall of less than a ten-thousandth", patience: 0, losses: [1, 0.99995], stalls: 1 },
    { what: "a loss that is no number", patience: 0, losses: [1, Number.NaN], stalls: 1 },
  ])("is $what", ({ patience, losses, stalls }) => {
    const watch = new StallWatch(patience);
    for (const loss of losses) watch.add(loss);
    expect(watch.stalls).toBe(stalls);
  });
});

test("a schedule's own numbers stand where none are chosen", () => {
  const unchosen = { warmup: null, factor: null, epochs: null };
  const all = Object.keys(DEFAULT_SCHEDULES) as ScheduleKind[];
  expect(all.map((kind) => scheduleOf({ kind, ...unchosen }, 1000, 100))).toEqual([
    { kind: "constant", warmup: 0 },
    { kind: "step", warmup: 0, factor: 0.1, every: 200 },
    { kind: "milestones", warmup: 0, factor: 0.1, at: [500, 750] },
    { kind: "exponential", warmup: 0, factor: 0.5, every: 100 },
    { kind: "cosine", warmup: 100 },
    { kind: "linear", warmup: 100 },
    { kind: "plateau", warmup: 0, factor: 0.1, patience: 2 },
  ]);
  expect(scheduleOf({ kind: "step", warmup: 7, factor: 0.3, epochs: 4 }, 1000, 100)).toEqual({
    kind: "step",
    warmup: 7,
    factor: 0.3,
    every: 400,
  });
});
