import { weightedDepth } from "../../../shared/analysis/kernels";
import type { Totals } from "../../../shared/analysis/totals";
import type { GraphAnalysis } from "../../../shared/analysis/types";
import { hasTrait } from "../../../shared/layers/define";
import { layers } from "../../../shared/layers/registry";
import { heldShape, type Shape } from "../../../shared/layers/shape";
import type { AnyNetworkDefinition, Published } from "../../../shared/networks/define";

/** A row of the comparison: a network of the catalogue, or the open document. */
export interface ComparedNetwork {
  /** Of the catalogue's network; null for the open document. */
  readonly id: string | null;
  readonly title: string;
  readonly year: number | null;
  readonly input: Shape | null;
  readonly totals: Totals;
  readonly depth: number;
  readonly published: Published | null;
}

export function catalogueRow(network: AnyNetworkDefinition, analysis: GraphAnalysis): ComparedNetwork {
  const { id, title, year, published = null } = network;
  return { id, title, year, published, ...numbersOf(analysis) };
}

export function documentRow(name: string, analysis: GraphAnalysis): ComparedNetwork {
  return { id: null, title: name, year: null, published: null, ...numbersOf(analysis) };
}

const known = new WeakMap<GraphAnalysis, Pick<ComparedNetwork, "input" | "totals" | "depth">>();

function numbersOf(analysis: GraphAnalysis) {
  const numbers = known.get(analysis) ?? {
    input: inputOf(analysis),
    totals: analysis.totals,
    depth: weightedDepth(analysis),
  };
  known.set(analysis, numbers);
  return numbers;
}

/** What the first source gives. */
function inputOf({ order, nodes }: GraphAnalysis): Shape | null {
  for (const id of order) {
    const node = nodes.get(id);
    if (node?.node.kind === "layer" && hasTrait(layers.get(node.node.type), "source")) {
      return heldShape(node.outputs[0]);
    }
  }
  return null;
}
