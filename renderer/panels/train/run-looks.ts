import type { RunRecord } from "../../../shared/formats/run-record/record";
import type { LineLook } from "./create-chart";

export interface ShownRun {
  readonly run: RunRecord;
  readonly look: number;
}

/** Colour-blind-safe hues, each with a dash pattern of its own: no two runs differ by colour alone. */
export const RUN_LOOKS: readonly LineLook[] = [
  { colour: "category-convolution" },
  { colour: "category-pooling", dash: [8, 3] },
  { colour: "category-dense", dash: [2, 3] },
  { colour: "category-normalisation", dash: [10, 3, 2, 3] },
  { colour: "category-merge", dash: [5, 2] },
  { colour: "category-activation", dash: [12, 4, 2, 2, 2, 4] },
  { colour: "category-reshape", dash: [1, 4] },
  { colour: "category-input", dash: [14, 5] },
];

export function runLook(look: number): LineLook {
  return RUN_LOOKS[look % RUN_LOOKS.length] as LineLook;
}
