import { assertNever } from "../../base/assert";
import type { ScheduleSpec } from "../../contracts/run";

/** The learning rate at a step counted from 1. */
export function rateAt(schedule: ScheduleSpec, base: number, step: number, totalSteps: number): number {
  switch (schedule.kind) {
    case "constant":
      return base;
    case "cosine": {
      const { warmup } = schedule;
      if (step <= warmup) return (base * step) / warmup;
      const progress = (step - warmup) / Math.max(1, totalSteps - warmup);
      return base * 0.5 * (1 + Math.cos(Math.PI * Math.min(1, progress)));
    }
    default:
      return assertNever(schedule);
  }
}
