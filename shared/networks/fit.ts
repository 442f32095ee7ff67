import { createAnalyser } from "../analysis/analyse";
import { type DataShape, fittingEdit, misfits, networkEnds } from "../analysis/fit-to-data";
import type { GraphAnalysis } from "../analysis/types";
import type { Document } from "../graph/document";
import type { Edit } from "../graph/history";
import { checkParams } from "../layers/params";
import { differsFromOrigin } from "./origin";
import { rebuildNetwork } from "./rebuild";
import { networks } from "./registry";

/**
 * Makes a network fit data. One of the catalogue that nobody changed is built anew by its own parameters, so that they go
 * on saying what it is; of any other the input and the last layer are changed.
 */
export function fittingNetworkEdit(analysis: GraphAnalysis, data: DataShape): Edit {
  const byHand = fittingEdit(analysis, data);
  return (document) => builtToFit(document, data) ?? byHand(document);
}

function builtToFit(document: Document, data: DataShape): Document | null {
  const { origin } = document;
  const network = origin ? networks.get(origin.network) : undefined;
  if (!origin || !network || differsFromOrigin(document)) return null;
  const params = { height: data.size, width: data.size, classes: data.classes };
  if (checkParams(network.params, { ...origin.params, ...params }).length > 0) return null;
  const rebuilt = rebuildNetwork(params)(document);
  return fits(rebuilt, data) ? rebuilt : null;
}

function fits(document: Document, data: DataShape): boolean {
  const analysis = createAnalyser().analyse(document);
  const ends = networkEnds(analysis);
  const isWhole = analysis.problems.length === 0 && analysis.totals.complete;
  return isWhole && ends.ok && misfits(ends.value, data).length === 0;
}
