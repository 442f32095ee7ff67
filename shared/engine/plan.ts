import { createAnalyser } from "../analysis/analyse";
import type { GraphAnalysis, NodeAnalysis } from "../analysis/types";
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
import { isInside } from "../graph/view-edits";
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
  /** Of names, copies of a repeated block numbered. */
  readonly path: string;
  /** Of ids, the same for every copy: what the canvas calls the node. */
  readonly nodePath: NodePath;
  readonly layer: AnyLayerDefinition;
  readonly params: ParamsOf<ParamSpecs>;
  readonly inputs: readonly ValueId[];
  readonly output: ValueId;
  readonly inputShapes: readonly Shape[];
  readonly outputShape: Shape;
  readonly weights: readonly PlanWeight[];
  /** Its weights and statistics stay as they are. */
  readonly isFrozen: boolean;
  /** What the auxiliary classifier that it is part of weighs in the loss. */
  readonly lossWeight?: number;
}

/** An output that training asks beside the network's own. */
export interface AuxiliaryOutput {
  readonly path: string;
  readonly logits: ValueId;
  readonly shape: Shape;
  readonly weight: number;
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
  readonly auxiliary: readonly AuxiliaryOutput[];
  readonly weights: readonly PlanWeight[];
}

/**
 * Throws a readable error if the network has problems, or not exactly one input and one output of its own.
 * The weights of the nodes in `frozen`, and of all inside them, are for no training to move.
 */
export function compilePlan(document: Document, frozen: readonly NodePath[] = []): Plan {
  const analysis = createAnalyser().analyse(document);
  refuseProblems(analysis);
  const steps: PlanStep[] = [];
  unfold(analysis, [], { prefix: "", frame: "" }, { steps, frozen });
  refuseUnknown(frozen, steps);
  return finish(steps);
}

interface Unfolding {
  readonly steps: PlanStep[];
  readonly frozen: readonly NodePath[];
}

function refuseUnknown(frozen: readonly NodePath[], steps: readonly PlanStep[]): void {
  const unknown = frozen.find((path) =>
    steps.every(({ nodePath }) => nodePath !== path && !isInside(nodePath, path)),
  );
  if (unknown === undefined) return;
  throw new UserError(
    `There is no layer or block "${unknown}" whose weights could be frozen. Expected its place in the network, ` +
      "such as conv1 or conv2_x/unit.",
  );
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

/** Where a graph stands in the network. */
interface Place {
  /** In front of the names of its nodes. */
  readonly prefix: string;
  /** The block that holds it, by ids; "" is the document's own graph. */
  readonly frame: NodePath;
  readonly lossWeight?: number;
}

/** Appends the steps of a graph and returns the values that leave it. */
function unfold(
  analysis: GraphAnalysis,
  entering: readonly ValueId[],
  place: Place,
  context: Unfolding,
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
    if (node.node.kind === "layer") leaving.set(id, [addStep(node, node.node, inputs, place, context)]);
    else leaving.set(id, unfoldCopies(node, inputs, place, context));
  }
  return (incoming.get(BLOCK_OUTPUT) ?? []).map(valueAt);
}

function unfoldCopies(
  node: NodeAnalysis,
  inputs: readonly ValueId[],
  { prefix, frame, lossWeight = node.lossWeight }: Place,
  context: Unfolding,
): readonly ValueId[] {
  const inside = {
    frame: joinPath(frame, node.node.id),
    ...(lossWeight === undefined ? {} : { lossWeight }),
  };
  let values = inputs;
  for (const [index, copy] of node.copies.entries()) {
    // Named as `leavesOf` names them.
    const name = node.copies.length > 1 ? `${node.node.name}/${index}/` : `${node.node.name}/`;
    values = unfold(copy, values, { ...inside, prefix: prefix + name }, context);
  }
  return values;
}

function addStep(
  node: NodeAnalysis,
  { id, name, type, params }: LayerNode,
  inputs: readonly ValueId[],
  { prefix, frame, lossWeight }: Place,
  { steps, frozen }: Unfolding,
): ValueId {
  const path = prefix + name;
  const nodePath = joinPath(frame, id);
  const isFrozen = frozen.some((each) => each === nodePath || isInside(nodePath, each));
  const layer = layers.require(type);
  const checked = params as ParamsOf<ParamSpecs>;
  const inputShapes = node.inputs.filter((shape) => shape !== null);
  const weights = (layer.weights?.(checked, inputShapes) ?? []).map((spec) => ({
    ...spec,
    trainable: spec.trainable && !isFrozen,
    fullName: `${path.replaceAll("/", ".")}.${spec.name}`,
  }));
  const output = steps.length;
  const outputShape = assertExists(node.outputs[0], `the shape of ${path}`);
  steps.push({
    path,
    nodePath,
    layer,
    params: checked,
    inputs,
    output,
    inputShapes,
    outputShape,
    weights,
    isFrozen,
    ...(lossWeight === undefined ? {} : { lossWeight }),
  });
  return output;
}

function finish(steps: readonly PlanStep[]): Plan {
  const read = new Set(steps.flatMap((step) => step.inputs));
  const source = onlyOne(
    "input",
    steps.filter((step) => hasTrait(step.layer, "source")),
  );
  const sinks = steps.filter((step) => !read.has(step.output));
  const sink = onlyOne(
    "output",
    sinks.filter((step) => step.lossWeight === undefined),
  );
  return {
    steps,
    input: source.output,
    inputShape: source.outputShape,
    output: sink.output,
    outputShape: sink.outputShape,
    logits: logitsOf(sink),
    endsInProbabilities: hasTrait(sink.layer, "probabilities"),
    auxiliary: sinks.flatMap((step) =>
      step.lossWeight === undefined
        ? []
        : [
            {
              path: step.path,
              logits: logitsOf(step),
              shape: step.outputShape,
              weight: step.lossWeight,
            },
          ],
    ),
    weights: steps.flatMap((step) => step.weights),
  };
}

function logitsOf(sink: PlanStep): ValueId {
  if (!hasTrait(sink.layer, "probabilities")) return sink.output;
  return assertExists(sink.inputs[0], "what the softmax reads");
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
