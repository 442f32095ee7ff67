import { createAnalyser } from "../analysis/analyse";
import { nodeAnalysisAt } from "../analysis/find";
import { graphWeights, kernelWeights, weightedDepth } from "../analysis/kernels";
import { BYTES_PER_ELEMENT } from "../analysis/totals";
import type { GraphAnalysis, NodeAnalysis } from "../analysis/types";
import type { Params } from "../graph/document";
import { elementsOf, isMap } from "../layers/shape";
import type { Measure, TableColumn, TableRow } from "./about-define";
import { openNetwork } from "./registry";

/** The number of ours that belongs into a cell, in the column's unit; null where the table has none of ours. */
export function ownNumber(
  row: TableRow,
  column: TableColumn,
  network: string,
  analysisOf: (network: string) => GraphAnalysis = analyse,
): number | null {
  const measure = row.measure ?? column.ours;
  if (!measure || !column.ours || (!row.network && !row.nodes)) return null;
  const id = row.network ?? network;
  const analysis = row.params ? analyse(id, row.params) : analysisOf(id);
  const number = row.nodes ? sumOfNodes(analysis, row.nodes, measure) : ofNetwork(analysis, measure);
  return number === null ? null : number / (column.divisor ?? 1);
}

const opened = new Map<string, GraphAnalysis>();

function analyse(id: string, params: Params = {}): GraphAnalysis {
  const key = `${id} ${JSON.stringify(params)}`;
  const analysis = opened.get(key) ?? createAnalyser().analyse(openNetwork(id, params));
  opened.set(key, analysis);
  return analysis;
}

function sumOfNodes(analysis: GraphAnalysis, paths: readonly string[], measure: Measure): number | null {
  let sum: number | null = null;
  for (const path of paths) {
    const node = nodeAnalysisAt(analysis, path);
    const number = node ? ofNode(node, measure) : null;
    if (number !== null) sum = (sum ?? 0) + number;
  }
  return sum;
}

function ofNode(node: NodeAnalysis, measure: Measure): number | null {
  const [input] = node.inputs;
  const [output] = node.outputs;
  switch (measure) {
    case "params":
      return node.totals.params;
    case "weights":
      return kernelWeights(node);
    case "weightBytes":
      return node.totals.params * BYTES_PER_ELEMENT;
    case "macs":
      return node.totals.macs;
    case "elements":
      return output ? elementsOf(output) : null;
    case "inputSide":
      return input ? (isMap(input) ? input[0] : 1) : null;
    case "depth":
      return node.copies.reduce((sum, copy) => sum + weightedDepth(copy), 0);
  }
}

function ofNetwork(analysis: GraphAnalysis, measure: Measure): number | null {
  switch (measure) {
    case "params":
      return analysis.totals.params;
    case "weights":
      return graphWeights(analysis);
    case "weightBytes":
      return analysis.totals.params * BYTES_PER_ELEMENT;
    case "macs":
      return analysis.totals.macs;
    case "elements":
      return analysis.totals.activations;
    case "inputSide":
      return null;
    case "depth":
      return weightedDepth(analysis);
  }
}
