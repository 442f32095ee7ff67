import { createAnalyser } from "../analysis/analyse";
import type { GraphAnalysis, NodeAnalysis } from "../analysis/types";
import { assertExists, UserError } from "../base/assert";
import {
  BLOCK_INPUT,
  BLOCK_OUTPUT,
  type Document,
  type Edge,
  type LayerNode,
  type NodeId,
} from "../graph/document";
import { adjacency } from "../graph/traverse";
import { type AnyLayerDefinition, hasTrait, type WeightSpec } from "../layers/define";
import type { ParamSpecs, ParamsOf } from "../layers/params";
import { layers } from "../layers/registry";
import type { Shape } from "../layers/shape";

/** An output of some layer, by the order in which values come to be. */
export type ValueId = number;

export interface PlanWeight extends WeightSpec {
  /** Unique in the network and PyTorch's: `conv3_x.unit.2.conv1.weight`. */
  readonly fullName: string;
}

/** One layer at its place in the unfolded network. */
export interface PlanStep {
  readonly path: string;
  readonly layer: AnyLayerDefinition;
  readonly params: ParamsOf<ParamSpecs>;
  readonly inputs: readonly ValueId[];
  readonly output: ValueId;
  readonly inputShapes: readonly Shape[];
  readonly outputShape: Shape;
  readonly weights: readonly PlanWeight[];
}

/** A network as the engine runs it: one flat list, blocks and repeats written out. */
export interface Plan {
  readonly steps: readonly PlanStep[];
  /** Where the batch goes in. */
  readonly input: ValueId;
  readonly inputShape: Shape;
  readonly output: ValueId;
  readonly outputShape: Shape;
  /** What a classification loss reads: the output, or what a closing softmax reads. */
  readonly logits: ValueId;
  readonly endsInProbabilities: boolean;
  readonly weights: readonly PlanWeight[];
}

/** Throws a readable error if the network has problems, or not exactly one input and one output. */
export function compilePlan(document: Document): Plan {
  const analysis = createAnalyser().analyse(document);
  refuseProblems(analysis);
  const steps: PlanStep[] = [];
  unfold(analysis, [], "", steps);
  return finish(steps);
}

function refuseProblems(analysis: GraphAnalysis): void {
  const [first] = analysis.problems;
  if (first) {
    const more = analysis.problems.length - 1;
    const rest = more === 0 ? "" : ` ${more} more ${more === 1 ? "problem" : "problems"} after that.`;
    const expected = `Expected ${first.expected}, received ${first.received}.`;
    throw new UserError(`"${first.path}": ${first.message} ${expected}${rest}`);
  }
  if (analysis.order.length === 0) {
    throw new UserError("The network is empty. Add an input, some layers and connect them.");
  }
}

/** Appends the steps of a graph and returns the values that leave it. */
function unfold(
  analysis: GraphAnalysis,
  entering: readonly ValueId[],
  prefix: string,
  steps: PlanStep[],
): readonly ValueId[] {
  const { incoming } = adjacency(analysis.graph);
  const leaving = new Map<NodeId, readonly ValueId[]>();
  const valueAt = ({ from }: Edge): ValueId => {
    const values = from.node === BLOCK_INPUT ? entering : leaving.get(from.node);
    return assertExists(values?.[from.port], `a value at ${from.node}:${from.port}`);
  };
  for (const id of analysis.order) {
    const node = assertExists(analysis.nodes.get(id), `the analysis of ${id}`);
    const inputs = (incoming.get(id) ?? []).map(valueAt);
    const path = prefix + node.node.name;
    if (node.node.kind === "layer") leaving.set(id, [addStep(node, node.node, path, inputs, steps)]);
    else leaving.set(id, unfoldCopies(node, path, inputs, steps));
  }
  return (incoming.get(BLOCK_OUTPUT) ?? []).map(valueAt);
}

function unfoldCopies(
  node: NodeAnalysis,
  path: string,
  inputs: readonly ValueId[],
  steps: PlanStep[],
): readonly ValueId[] {
  let values = inputs;
  for (const [index, copy] of node.copies.entries()) {
    // Named as `leavesOf` names them.
    const prefix = node.copies.length > 1 ? `${path}/${index}/` : `${path}/`;
    values = unfold(copy, values, prefix, steps);
  }
  return values;
}

function addStep(
  node: NodeAnalysis,
  { type, params }: LayerNode,
  path: string,
  inputs: readonly ValueId[],
  steps: PlanStep[],
): ValueId {
  const layer = layers.require(type);
  const checked = params as ParamsOf<ParamSpecs>;
  const inputShapes = node.inputs.filter((shape) => shape !== null);
  const weights = (layer.weights?.(checked, inputShapes) ?? []).map((spec) => ({
    ...spec,
    fullName: `${path.replaceAll("/", ".")}.${spec.name}`,
  }));
  const output = steps.length;
  const outputShape = assertExists(node.outputs[0], `the shape of ${path}`);
  steps.push({ path, layer, params: checked, inputs, output, inputShapes, outputShape, weights });
  return output;
}

function finish(steps: readonly PlanStep[]): Plan {
  const read = new Set(steps.flatMap((step) => step.inputs));
  const source = onlyOne(
    "input",
    steps.filter((step) => hasTrait(step.layer, "source")),
  );
  const sink = onlyOne(
    "output",
    steps.filter((step) => !read.has(step.output)),
  );
  const endsInProbabilities = hasTrait(sink.layer, "probabilities");
  return {
    steps,
    input: source.output,
    inputShape: source.outputShape,
    output: sink.output,
    outputShape: sink.outputShape,
    logits: endsInProbabilities ? assertExists(sink.inputs[0], "what the softmax reads") : sink.output,
    endsInProbabilities,
    weights: steps.flatMap((step) => step.weights),
  };
}

function onlyOne(what: "input" | "output", candidates: readonly PlanStep[]): PlanStep {
  const [first, second] = candidates;
  if (!first) throw new UserError(`The network has no ${what}. Add one and connect it.`);
  if (second) {
    const names = candidates.map((step) => `"${step.path}"`).join(", ");
    throw new UserError(
      `The network has ${candidates.length} ${what}s (${names}), and only one can be trained or run. ` +
        `Connect or delete the others.`,
    );
  }
  return first;
}
