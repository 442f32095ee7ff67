import * as tf from "@tensorflow/tfjs-core";
import { UserError } from "../../base/assert";
import type { Batch } from "../../contracts/engine";
import { elementsOf, shapeText } from "../../layers/shape";
import type { Execution, Visit } from "../execute";
import { walkAll } from "../execute";
import type { Plan, PlanStep, ValueId } from "../plan";
import type { WeightStore } from "../weights/weight-store";

/** A network that is loaded, with its weights. */
export interface LoadedModel {
  readonly plan: Plan;
  readonly weights: WeightStore;
}

/** Throws a readable error unless the batch is images that the plan takes. */
export function checkInput({ inputShape }: Plan, { shape, data }: Batch): void {
  const [count = 0] = shape;
  const wanted = [count, ...inputShape];
  const elements = count * elementsOf(inputShape);
  if (count >= 1 && shape.join() === wanted.join() && data.length === elements) return;
  throw new UserError(
    `The network takes images of ${shapeText(inputShape)}; received a batch of shape ` +
      `[${shape.join(", ")}] with ${data.length} numbers.`,
  );
}

export function uploadBatch({ shape, data }: Batch): tf.Tensor {
  return tf.tensor(data, [...shape], "float32");
}

export function stepAt({ steps }: Plan, path: string): PlanStep {
  const step = steps.find((each) => each.path === path);
  if (step) return step;
  throw new UserError(`The loaded network has no layer "${path}". Load the network as it is now.`);
}

/** Classes that the scores tell apart, at each place where they are maps. */
export function classCount({ plan }: LoadedModel): number {
  const shape = (plan.steps[plan.logits] as PlanStep).outputShape;
  return shape[shape.length - 1] as number;
}

export function checkClass(model: LoadedModel, classIndex: number): void {
  const classes = classCount(model);
  if (Number.isInteger(classIndex) && classIndex >= 0 && classIndex < classes) return;
  throw new UserError(
    `There is no class ${classIndex}: the network ends in ${classes}, numbered from 0. Choose another.`,
  );
}

/** Runs up to `target`, waiting for `visit` after each layer; null once that says false. The result is the caller's. */
export async function visitSteps(
  execution: Execution,
  batch: tf.Tensor,
  target: ValueId,
  visit: (visit: Visit) => boolean | Promise<boolean>,
): Promise<tf.Tensor | null> {
  const results = await visitAll(execution, batch, [target], visit);
  return results?.[0] ?? null;
}

/** The same up to several values. */
export async function visitAll(
  execution: Execution,
  batch: tf.Tensor,
  targets: readonly ValueId[],
  visit: (visit: Visit) => boolean | Promise<boolean>,
): Promise<readonly tf.Tensor[] | null> {
  const steps = walkAll(execution, batch, targets);
  let isDone = false;
  try {
    for (;;) {
      const next = steps.next();
      if (next.done) {
        isDone = true;
        return next.value;
      }
      if (!(await visit(next.value))) return null;
    }
  } finally {
    if (!isDone) steps.return([]);
  }
}
