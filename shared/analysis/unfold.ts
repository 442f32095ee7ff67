import { assertExists, UserError } from "../base/assert";
import { BLOCK_INPUT, BLOCK_OUTPUT, type Edge, type LayerNode, type NodeId } from "../graph/document";
import { adjacency } from "../graph/traverse";
import type { AnyLayerDefinition, WeightSpec } from "../layers/define";
import type { ParamSpecs, ParamsOf } from "../layers/params";
import { layers } from "../layers/registry";
import type { Shape } from "../layers/shape";
import type { GraphAnalysis, NodeAnalysis } from "./types";

export interface PlacedWeight extends WeightSpec {
  /** Unique in the network and PyTorch's: `conv3_x.unit.2.conv1.weight`. */
  readonly fullName: string;
}

/** One layer at its place in the unfolded network. */
export interface PlacedLayer<V> {
  /** As `leavesOf` names it. */
  readonly path: string;
  readonly layer: AnyLayerDefinition;
  readonly params: ParamsOf<ParamSpecs>;
  readonly inputs: readonly V[];
  readonly inputShapes: readonly Shape[];
  readonly outputShape: Shape;
  readonly weights: readonly PlacedWeight[];
}

/** What is made of a network as it is walked through, sources first; V stands for what flows along the edges. */
export interface Unfolding<V> {
  layer(placed: PlacedLayer<V>): V;
  /** One copy of a block and what enters it; the default is to walk through it. */
  copy?(copy: GraphAnalysis, path: string, node: NodeAnalysis, inputs: readonly V[]): readonly V[];
}

/** Throws the first problem of the network as one sentence. */
export function refuseProblems({ problems, order }: GraphAnalysis): void {
  const [first] = problems;
  if (first) {
    const more = problems.length - 1;
    const rest = more === 0 ? "" : ` ${more} more ${more === 1 ? "problem" : "problems"} after that.`;
    const expected = `Expected ${first.expected}, received ${first.received}.`;
    throw new UserError(`"${first.path}": ${first.message} ${expected}${rest}`);
  }
  if (order.length === 0) {
    throw new UserError("The network is empty. Add an input, some layers and connect them.");
  }
}

/** Walks through a graph without problems, blocks and repeats written out, and gives what leaves it. */
export function unfold<V>(
  analysis: GraphAnalysis,
  unfolding: Unfolding<V>,
  entering: readonly V[] = [],
  prefix = "",
): readonly V[] {
  const { incoming } = adjacency(analysis.graph);
  const leaving = new Map<NodeId, readonly V[]>();
  const valueAt = ({ from }: Edge): V => {
    const values = from.node === BLOCK_INPUT ? entering : leaving.get(from.node);
    return assertExists(values?.[from.port], `a value at ${from.node}:${from.port}`);
  };
  for (const id of analysis.order) {
    const node = assertExists(analysis.nodes.get(id), `the analysis of ${id}`);
    const inputs = (incoming.get(id) ?? []).map(valueAt);
    const path = prefix + node.node.name;
    if (node.node.kind === "layer") leaving.set(id, [unfolding.layer(place(node, node.node, path, inputs))]);
    else leaving.set(id, unfoldCopies(node, unfolding, inputs, path));
  }
  return (incoming.get(BLOCK_OUTPUT) ?? []).map(valueAt);
}

function unfoldCopies<V>(
  node: NodeAnalysis,
  unfolding: Unfolding<V>,
  inputs: readonly V[],
  path: string,
): readonly V[] {
  let values = inputs;
  for (const [index, copy] of node.copies.entries()) {
    const own = node.copies.length > 1 ? `${path}/${index}` : path;
    values = unfolding.copy?.(copy, own, node, values) ?? unfold(copy, unfolding, values, `${own}/`);
  }
  return values;
}

function place<V>(
  node: NodeAnalysis,
  { type, params }: LayerNode,
  path: string,
  inputs: readonly V[],
): PlacedLayer<V> {
  const layer = layers.require(type);
  const checked = params as ParamsOf<ParamSpecs>;
  const inputShapes = node.inputs.filter((shape) => shape !== null);
  const weights = (layer.weights?.(checked, inputShapes) ?? []).map((spec) => ({
    ...spec,
    fullName: `${weightPrefix(path)}.${spec.name}`,
  }));
  const outputShape = assertExists(node.outputs[0], `the shape of ${path}`);
  return { path, layer, params: checked, inputs, inputShapes, outputShape, weights };
}

/** What the names of the weights at a path begin with. */
export function weightPrefix(path: string): string {
  return path.replaceAll("/", ".");
}
