import { createAnalyser } from "../analysis/analyse";
import type { GraphAnalysis } from "../analysis/types";
import { type PlacedLayer, type PlacedWeight, refuseProblems, unfold } from "../analysis/unfold";
import { refuseUnrunnable } from "../analysis/unrunnable";
import { assertExists, UserError } from "../base/assert";
import type { Document, NodePath } from "../graph/document";
import { isInside } from "../graph/view-edits";
import { hasTrait } from "../layers/define";
import type { Shape } from "../layers/shape";

/** An output of some layer, by the order in which values come to be. */
export type ValueId = number;

export type PlanWeight = PlacedWeight;

export interface PlanStep extends PlacedLayer<ValueId> {
  readonly inputShapes: readonly Shape[];
  readonly outputShape: Shape;
  readonly output: ValueId;
  /** Its weights and statistics stay as they are. */
  readonly isFrozen: boolean;
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

/** What leaves the network, and what a closing softmax there reads. */
export interface Sink {
  readonly output: ValueId;
  readonly logits: ValueId;
}

/**
 * Throws a readable error if the network has problems, layers that nothing here computes, or not exactly one input and
 * one output of its own.
 * The weights of the nodes in `frozen`, and of all inside them, are for no training to move.
 */
export function compilePlan(document: Document, frozen: readonly NodePath[] = []): Plan {
  return planOf(createAnalyser().analyse(document), frozen);
}

/** As `compilePlan`, of a network that is analysed already. */
export function planOf(analysis: GraphAnalysis, frozen: readonly NodePath[] = []): Plan {
  const steps = stepsOf(analysis, frozen);
  refuseUnknown(frozen, steps);
  return finish(steps, onlyOne);
}

/** As `compilePlan`, for those who look at every output: of several, the first is the plan's. */
export function compileAnyOutputs(document: Document): Plan {
  return finish(stepsOf(createAnalyser().analyse(document), []), atLeastOne);
}

/** Everything that leaves a plan, auxiliary classifiers included, in the order of its steps. */
export function sinksOf({ steps }: Plan): readonly Sink[] {
  return unreadSteps(steps).map((step) => ({ output: step.output, logits: logitsOf(step) }));
}

function stepsOf(analysis: GraphAnalysis, frozen: readonly NodePath[]): readonly PlanStep[] {
  refuseProblems(analysis);
  refuseUnrunnable(analysis);
  const steps: PlanStep[] = [];
  unfold<ValueId>(analysis, {
    layer(placed) {
      const isFrozen = frozen.some((path) => path === placed.nodePath || isInside(placed.nodePath, path));
      const weights = placed.weights.map((weight) => ({
        ...weight,
        trainable: weight.trainable && !isFrozen,
      }));
      // What is left reads and gives maps and vectors alone.
      const shapes = {
        inputShapes: placed.inputShapes as readonly Shape[],
        outputShape: placed.outputShape as Shape,
      };
      return steps.push({ ...placed, ...shapes, weights, isFrozen, output: steps.length }) - 1;
    },
  });
  return steps;
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

function finish(steps: readonly PlanStep[], pick: typeof onlyOne): Plan {
  const source = onlyOne(
    "input",
    steps.filter((step) => hasTrait(step.layer, "source")),
  );
  const sinks = unreadSteps(steps);
  const sink = pick(
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

function unreadSteps(steps: readonly PlanStep[]): readonly PlanStep[] {
  const read = new Set(steps.flatMap((step) => step.inputs));
  return steps.filter((step) => !read.has(step.output));
}

function logitsOf(sink: PlanStep): ValueId {
  if (!hasTrait(sink.layer, "probabilities")) return sink.output;
  return assertExists(sink.inputs[0], "what the softmax reads");
}

function onlyOne(what: "input" | "output", candidates: readonly PlanStep[]): PlanStep {
  const [, second] = candidates;
  const first = atLeastOne(what, candidates);
  if (second) {
    const names = candidates.map((step) => `"${step.path}"`).join(", ");
    throw new UserError(
      `The network has ${candidates.length} ${what}s (${names}), and only one can be trained or run. ` +
        `Connect or delete the others.`,
    );
  }
  return first;
}

function atLeastOne(what: "input" | "output", [first]: readonly PlanStep[]): PlanStep {
  if (!first) throw new UserError(`The network has no ${what}. Add one and connect it.`);
  return first;
}
