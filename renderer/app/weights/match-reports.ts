import { placedWeights } from "../../../shared/analysis/unfold";
import {
  isWhole,
  MATCH_STRATEGIES,
  type MatchReport,
  type MatchStrategy,
} from "../../../shared/contracts/weight-match";
import { matchWeights } from "../../../shared/formats/safetensors/match";
import { openSafetensors } from "../../../shared/formats/safetensors/read";
import type { Document } from "../../../shared/graph/document";

export type MatchReports = Readonly<Record<MatchStrategy, MatchReport>>;

/** What a file gives to a network, in each way. Throws a readable error on a file or a network that cannot be read. */
export function reportsFor(weights: ArrayBuffer, document: Document): MatchReports {
  const [wanted, found] = [placedWeights(document), openSafetensors(weights)];
  const reports = MATCH_STRATEGIES.map((strategy) => [strategy, matchWeights(wanted, found, strategy)]);
  return Object.fromEntries(reports) as MatchReports;
}

/** What most would want: all by name if that works, else whatever finds more. */
export function likelyStrategy(reports: MatchReports): MatchStrategy {
  if (isWhole(reports.strict)) return "strict";
  return reports.order.matched.length > reports.name.matched.length ? "order" : "name";
}
