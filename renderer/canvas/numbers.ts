import type { NodeAnalysis } from "../../shared/analysis/types";
import { formatSi } from "../../shared/base/format";
import { text } from "../text/i18n";

/** Parameters and multiply-adds, as far as there are any. */
export function costText(analysis: NodeAnalysis | undefined): string {
  if (!analysis) return "";
  const { params, macs, complete } = analysis.totals;
  if (!complete && params === 0 && macs === 0) return "";
  const parts = [
    params > 0 ? text("canvas.params", { value: formatSi(params) }) : "",
    macs > 0 ? text("canvas.macs", { value: formatSi(macs) }) : "",
  ].filter(Boolean);
  const sum = parts.join(" · ");
  return complete || sum === "" ? sum : text("canvas.atLeast", { sum });
}
