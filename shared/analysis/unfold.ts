import { assertExists, UserError } from "../base/assert";
import {
  BLOCK_INPUT,
  BLOCK_OUTPUT,
  type Document,
  type Edge,
  joinPath,
  type LayerNode,
  type NodeId,
  type NodePath,
} from "../graph/document";
import { adjacency } from "../graph/traverse";
import type { AnyLayerDefinition, WeightSpec } from "../layers/define";
import type { ParamSpecs, ParamsOf } from "../layers/params";
import { layers } from "../layers/registry";
import { type AnyShape, isShape } from "../layers/shape";
import { createAnalyser } from "./analyse";
import type { GraphAnalysis, NodeAnalysis } from "./types";

export interface PlacedWeight extends WeightSpec {
  /** Unique in the network and PyTorch's: `conv3_x.unit.2.conv1.weight`. */
  readonly fullName: string;
}

/** One layer at its place in the unfolded network. */
export interface PlacedLayer<V> {
  /** Of names, as `leavesOf` has it: copies of a repeated block are numbered. */
  readonly path: string;
  /** Of ids, the same for every copy: what the canvas calls the node. */
  readonly nodePath: NodePath;
  readonly layer: AnyLayerDefinition;
  readonly params: ParamsOf<ParamSpecs>;
  readonly inputs: readonly V[];
  readonly inputShapes: readonly AnyShape[];
  readonly outputShape: AnyShape;
  readonly weights: readonly PlacedWeight[];
  /** What the auxiliary classifier that it is part of weighs in the loss. */
  readonly lossWeight?: number;
}

/** Where a graph stands in the network. */
interface Place {
  /** In front of the names of its nodes. */
  readonly prefix: string;
  /** The block that holds it, by ids; "" is the document's own graph. */
  readonly frame: NodePath;
  readonly lossWeight?: number;
}

const WHOLE: Place = { prefix: "", frame: "" };

/** What is made of a network as it is walked through, sources first; V stands for what flows along the edges. */
export interface Unfolding<V> {
  layer(placed: PlacedLayer<V>): V;
  /** One copy of a block and what enters it; the default is to `walk` through it. */
  copy?(copy: PlacedCopy<V>): readonly V[];
}

export interface PlacedCopy<V> {
  readonly analysis: GraphAnalysis;
  readonly node: NodeAnalysis;
  readonly path: string;
  readonly inputs: readonly V[];
  walk(): readonly V[];
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
  place: Place = WHOLE,
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
    if (node.node.kind === "layer") {
      leaving.set(id, [unfolding.layer(placedLayer(node, node.node, inputs, place))]);
    } else leaving.set(id, unfoldCopies(node, unfolding, inputs, place));
  }
  return (incoming.get(BLOCK_OUTPUT) ?? []).map(valueAt);
}

function unfoldCopies<V>(
  node: NodeAnalysis,
  unfolding: Unfolding<V>,
  inputs: readonly V[],
  { prefix, frame, lossWeight = node.lossWeight }: Place,
): readonly V[] {
  const inside = {
    frame: joinPath(frame, node.node.id),
    ...(lossWeight === undefined ? {} : { lossWeight }),
  };
  let values = inputs;
  for (const [index, analysis] of node.copies.entries()) {
    const path = `${prefix}${node.node.name}${node.copies.length > 1 ? `/${index}` : ""}`;
    const entering = values;
    const walk = () => unfold(analysis, unfolding, entering, { ...inside, prefix: `${path}/` });
    values = unfolding.copy?.({ analysis, node, path, inputs: entering, walk }) ?? walk();
  }
  return values;
}

function placedLayer<V>(
  node: NodeAnalysis,
  { id, name, type, params }: LayerNode,
  inputs: readonly V[],
  { prefix, frame, lossWeight }: Place,
): PlacedLayer<V> {
  const path = prefix + name;
  const layer = layers.require(type);
  const checked = params as ParamsOf<ParamSpecs>;
  const inputShapes = node.inputs.filter((shape) => shape !== null);
  const weights = (layer.weights?.(checked, inputShapes.filter(isShape)) ?? []).map((spec) => ({
    ...spec,
    fullName: `${weightPrefix(path)}.${spec.name}`,
  }));
  return {
    path,
    nodePath: joinPath(frame, id),
    layer,
    params: checked,
    inputs,
    inputShapes,
    outputShape: assertExists(node.outputs[0], `the shape of ${path}`),
    weights,
    ...(lossWeight === undefined ? {} : { lossWeight }),
  };
}

/** What the names of the weights at a path begin with. */
export function weightPrefix(path: string): string {
  return path.replaceAll("/", ".");
}

/** All weights of a network in order. Throws the first problem of the network. */
export function placedWeights(document: Document): readonly PlacedWeight[] {
  const analysis = createAnalyser().analyse(document);
  refuseProblems(analysis);
  const weights: PlacedWeight[] = [];
  unfold<true>(analysis, {
    layer(placed) {
      weights.push(...placed.weights);
      return true;
    },
  });
  return weights;
}
