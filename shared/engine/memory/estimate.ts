import type { GraphAnalysis } from "../../analysis/types";
import type { BackendId } from "../../contracts/engine";
import type { OptimiserKind } from "../../contracts/run-defaults";
import type { NodePath } from "../../graph/document";
import { type Plan, planOf } from "../plan";
import { type StepMemory, stepMemory } from "./step-memory";

/**
 * WASM's memory is taken in steps of a fifth, and what is freed between what is held cannot always be used again:
 * measured, networks take 1.1 to 1.5 times what their tensors hold.
 */
const WASM_SPREAD = 1.35;
/** What it begins with. */
const WASM_FIRST = 2 ** 24;

/** Where its addresses end. */
const WASM_LIMIT = 2 ** 32;

export interface TrainingEstimate extends StepMemory {
  /** What the backend takes beside what tensors hold. */
  readonly room: number;
  /** Bytes that the engine takes from the machine while it trains. */
  readonly total: number;
  /** Bytes that the backend can have at most; null where nobody says. */
  readonly limit: number | null;
}

/** With what is frozen left out. Null if the network cannot be trained as it is. */
export function estimateTraining(
  analysis: GraphAnalysis,
  batch: number,
  optimiser: OptimiserKind,
  backend: BackendId,
  frozen: readonly NodePath[] = [],
): TrainingEstimate | null {
  const plan = planOrNull(analysis, frozen);
  return plan && estimateOf(plan, batch, optimiser, backend);
}

export function estimateOf(
  plan: Plan,
  batch: number,
  optimiser: OptimiserKind,
  backend: BackendId,
): TrainingEstimate {
  const step = stepMemory(plan, batch, optimiser);
  if (backend !== "wasm") return { ...step, room: 0, total: step.peak, limit: null };
  const total = Math.max(WASM_FIRST, step.peak * WASM_SPREAD);
  return { ...step, room: total - step.peak, total, limit: WASM_LIMIT };
}

export function fits({ total, limit }: TrainingEstimate): boolean {
  return limit === null || total <= limit;
}

/** The largest power of two below `batch` that fits, or null. */
export function fittingBatch(
  analysis: GraphAnalysis,
  batch: number,
  optimiser: OptimiserKind,
  backend: BackendId,
  frozen: readonly NodePath[] = [],
): number | null {
  const plan = planOrNull(analysis, frozen);
  for (let smaller = 2 ** Math.ceil(Math.log2(batch) - 1); plan && smaller >= 1; smaller /= 2) {
    if (fits(estimateOf(plan, smaller, optimiser, backend))) return smaller;
  }
  return null;
}

function planOrNull(analysis: GraphAnalysis, frozen: readonly NodePath[]): Plan | null {
  try {
    return planOf(analysis, frozen);
  } catch {
    // Its problems are told where they are.
    return null;
  }
}
