import { assertNever } from "../base/assert";
import type { ScheduleSpec } from "./run";

/**
 * The learning rate at a step counted from 1: up evenly over the warm-up, then as the schedule says. `stalls` is how
 * often the test loss has stopped falling.
 */
export function rateAt(
  schedule: ScheduleSpec,
  base: number,
  step: number,
  totalSteps: number,
  stalls: number,
): number {
  const { warmup } = schedule;
  if (step <= warmup) return (base * step) / warmup;
  const progress = Math.min(1, (step - warmup) / Math.max(1, totalSteps - warmup));
  switch (schedule.kind) {
    case "constant":
      return base;
    case "step":
      return base * schedule.factor ** Math.floor((step - 1) / schedule.every);
    case "milestones":
      return base * schedule.factor ** schedule.at.filter((at) => step > at).length;
    case "exponential":
      return base * schedule.factor ** ((step - 1) / schedule.every);
    case "cosine":
      return base * 0.5 * (1 + Math.cos(Math.PI * progress));
    case "linear":
      return base * (1 - progress);
    case "plateau":
      return base * schedule.factor ** stalls;
    default:
      return assertNever(schedule);
  }
}
