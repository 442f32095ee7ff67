import { createAnalyser } from "../../../shared/analysis/analyse";
import { fitToData, networkEnds } from "../../../shared/analysis/fit-to-data";
import type { GraphAnalysis } from "../../../shared/analysis/types";
import type { BackendId } from "../../../shared/contracts/engine";
import type { DataSpec } from "../../../shared/contracts/run";
import type { OptimiserKind } from "../../../shared/contracts/run-defaults";
import { estimateTraining, fits } from "../../../shared/engine/memory/estimate";
import type { Document } from "../../../shared/graph/document";
import { frozenIn } from "../../state/train-setup";
import { IMAGE_SIZES } from "./readiness";

interface Wish {
  readonly document: Document;
  readonly analysis: GraphAnalysis;
  readonly data: DataSpec;
  readonly batch: number;
  readonly optimiser: OptimiserKind;
  readonly backend: BackendId;
}

/** The largest image size below the network's own at which it works and its training fits, or null. */
export function fittingSize({ document, analysis, data, batch, optimiser, backend }: Wish): number | null {
  const ends = networkEnds(analysis);
  const [height = 0, width = 0] = (ends.ok && ends.value.input) || [];
  const sizes = IMAGE_SIZES.filter((size) => size < Math.max(height, width)).toReversed();
  const found = sizes.find((size) => {
    const fitted = fitToData(document, analysis, { size, classes: data.classes });
    if (!fitted.ok) return false;
    const fittedAnalysis = createAnalyser().analyse(fitted.value);
    const estimate = estimateTraining(fittedAnalysis, batch, optimiser, backend, frozenIn(fitted.value));
    return estimate !== null && fits(estimate);
  });
  return found ?? null;
}
