import type { GraphAnalysis, NodeAnalysis } from "../../analysis/types";
import { assertExists } from "../../base/assert";
import { BLOCK_INPUT, BLOCK_OUTPUT, type Edge, type LayerNode, type NodeId } from "../../graph/document";
import { adjacency } from "../../graph/traverse";
import type { ParamSpecs, ParamsOf } from "../../layers/params";
import { layers } from "../../layers/registry";
import type { Shape } from "../../layers/shape";
import type { TorchHelper } from "../../layers/torch";
import type { Body, Construction, Member } from "./body";
import { type Step, stepsTowards, type ValueKey, writeForward } from "./forward";
import { memberOf } from "./python-names";

/** Which layers of a graph are not written, because something else stands for them: an input, a closing softmax. */
export interface Outline {
  readonly entering: readonly { readonly key: ValueKey; readonly name: string }[];
  readonly leaving: readonly ValueKey[];
  /** What only training asks for besides. */
  readonly auxiliary?: readonly ValueKey[];
  readonly skipped: ReadonlySet<NodeId>;
}

/** The inside of a graph as a class would hold it. `constructionOf` knows the classes of the blocks in it. */
export function describeBody(
  analysis: GraphAnalysis,
  outline: Outline,
  constructionOf: (copy: GraphAnalysis) => Construction,
): Body {
  const { incoming } = adjacency(analysis.graph);
  const members: Member[] = [];
  const helpers: TorchHelper[] = [];
  const steps: Step[] = [];
  for (const id of analysis.order) {
    if (outline.skipped.has(id)) continue;
    const node = assertExists(analysis.nodes.get(id), `the analysis of ${id}`);
    const reads = (incoming.get(id) ?? []).map(keyOf);
    const part =
      node.node.kind === "layer"
        ? describeLayer(node, node.node, helpers)
        : describeBlock(node, constructionOf);
    if (part.member) members.push(part.member);
    const gives = node.outputs.map((_, port) => valueKey(id, port));
    steps.push({ name: node.node.name, reads, gives, write: part.write });
  }
  const { entering, leaving, auxiliary = [] } = outline;
  const along = (keys: readonly ValueKey[]) => writeForward(entering, stepsTowards(steps, keys), keys);
  if (auxiliary.length === 0) return { members, helpers, ...writeForward(entering, steps, leaving) };
  return { members, helpers, ...along(leaving), training: along([...leaving, ...auxiliary]) };
}

/** A block's own ports, the first of one being called x. */
export function outlineOfBlock(analysis: GraphAnalysis, inputs: readonly string[]): Outline {
  const entering = inputs.map((name, port) => ({
    key: valueKey(BLOCK_INPUT, port),
    name: inputs.length === 1 ? "x" : name,
  }));
  const leaving = (adjacency(analysis.graph).incoming.get(BLOCK_OUTPUT) ?? []).map(keyOf);
  return { entering, leaving, skipped: new Set() };
}

export function valueKey(node: NodeId, port: number): ValueKey {
  return `${node}:${port}`;
}

export function keyOf({ from }: Edge): ValueKey {
  return valueKey(from.node, from.port);
}

interface Part {
  readonly member?: Member;
  readonly write: Step["write"];
}

function describeLayer(node: NodeAnalysis, { name, type, params }: LayerNode, helpers: TorchHelper[]): Part {
  const spelling = layers.require(type).torch({
    params: params as ParamsOf<ParamSpecs>,
    inputShapes: node.inputs.filter((shape) => shape !== null) as readonly Shape[],
    outputShape: assertExists(node.outputs[0], `the shape of ${name}`) as Shape,
  });
  helpers.push(...(spelling.helpers ?? []));
  const self = spelling.module ? memberOf(name) : "";
  const write: Step["write"] = (inputs, [target]) => {
    const expression = spelling.forward(inputs, self);
    return expression === target ? [] : [`${target} = ${expression}`];
  };
  if (!spelling.module) return { write };
  return { member: { name, parts: [spelling.module], isList: false }, write };
}

function describeBlock(node: NodeAnalysis, constructionOf: (copy: GraphAnalysis) => Construction): Part {
  const { name } = node.node;
  const parts = node.copies.map(constructionOf);
  const isList = parts.length > 1 && (node.inputs.length !== 1 || node.outputs.length !== 1);
  const self = memberOf(name);
  const write: Step["write"] = (inputs, targets) => {
    const left = targets.join(", ");
    if (!isList) return [`${left} = ${self}(${inputs.join(", ")})`];
    const first = inputs.join() === targets.join() ? [] : [`${left} = ${inputs.join(", ")}`];
    return [...first, `for copy in ${self}:`, `    ${left} = copy(${left})`];
  };
  return { member: { name, parts, isList }, write };
}
