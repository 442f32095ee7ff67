import * as tf from "@tensorflow/tfjs-core";
import { UserError } from "../../base/assert";
import { createRandom } from "../../base/random";
import type { LayerProfile, Proceed, Profile, ProfileSpec } from "../../contracts/inside";
import { elementsOf } from "../../layers/shape";
import type { PlanStep } from "../plan";
import { createClock } from "./clock";
import { median } from "./median";
import type { LoadedModel } from "./model";
import { paced } from "./pace";
import { type Pass, type Seen, timedPass } from "./timed-pass";

/** How finely a pass tells how far it is. */
const PARTS = 100;
/** Operations that a layer puts on the tape, about: only progress depends on it. */
const OPERATIONS_PER_LAYER = 1.5;

/** Times every layer on its own, forward and, for training, backward. Null if it was cancelled. */
export async function profile(
  model: LoadedModel,
  spec: ProfileSpec,
  proceed: Proceed,
): Promise<Profile | null> {
  checkSpec(model, spec);
  const { plan } = model;
  const layers = new Map(plan.steps.map((step) => [step.path, new Samples(step)]));
  const whole: number[] = [];
  const losses: number[] = [];
  const ask = paced(proceed);
  const passes = spec.warmUp + spec.steps;
  const expected = plan.steps.length * (spec.train ? 1 + OPERATIONS_PER_LAYER : 1);
  const clock = createClock();
  const batch = drawBatch(model, spec.batch);
  let peakBytes = 0;
  try {
    for (let pass = 0; pass < passes; pass++) {
      const counts = pass >= spec.warmUp;
      let laps = 0;
      let lossMs = 0;
      const seen: Seen = (layer, which, ms) => {
        const bytes = tf.memory().numBytes;
        peakBytes = Math.max(peakBytes, bytes);
        if (layer === null) lossMs += ms;
        else if (counts) layers.get(layer)?.add(which, ms, bytes);
        const part = Math.min(PARTS - 1, Math.round((++laps / expected) * PARTS));
        return ask(pass * PARTS + part, passes * PARTS);
      };
      const times = await timedPass(model, batch, spec.train, clock, seen);
      if (!times) return null;
      if (!counts) continue;
      losses.push(lossMs);
      whole.push(times.forward + times.backward);
    }
    if (!(await ask(passes * PARTS, passes * PARTS))) return null;
    const results = [...layers.values()].filter((each) => each.isRun).map((each) => each.result());
    return {
      batch: spec.batch,
      train: spec.train,
      steps: spec.steps,
      layers: results,
      forwardMs: results.reduce((sum, { forwardMs }) => sum + forwardMs, 0),
      backwardMs: results.reduce((sum, { backwardMs }) => sum + backwardMs, median(losses)),
      passMs: median(whole),
      peakBytes,
      waitMs: await clock.waitMs(),
    };
  } finally {
    batch.dispose();
  }
}

function checkSpec({ plan }: LoadedModel, { batch, steps, warmUp, train }: ProfileSpec): void {
  const isCount = (value: number, least: number): boolean => Number.isInteger(value) && value >= least;
  if (!isCount(batch, 1) || !isCount(steps, 1) || !isCount(warmUp, 0)) {
    throw new UserError(
      `Cannot time ${steps} passes of ${batch} images after ${warmUp}. Expected whole numbers, the first two from 1.`,
    );
  }
  if (train && plan.weights.every((weight) => !weight.trainable)) {
    throw new UserError("The network has no weights to train, so there is no backward pass to time.");
  }
}

/** What one layer took in each pass that counts. */
class Samples {
  readonly #step: PlanStep;
  readonly #forward: number[] = [];
  readonly #backward: number[] = [];
  #heldBytes = 0;

  constructor(step: PlanStep) {
    this.#step = step;
  }

  get isRun(): boolean {
    return this.#forward.length > 0;
  }

  /** Of one pass; a layer's operations come one after another in the backward one and add up. */
  add(pass: Pass, ms: number, bytes: number): void {
    const samples = pass === "forward" ? this.#forward : this.#backward;
    this.#heldBytes = Math.max(this.#heldBytes, bytes);
    if (pass === "forward" || samples.length < this.#forward.length) samples.push(ms);
    else samples.push((samples.pop() ?? 0) + ms);
  }

  result(): LayerProfile {
    const { path, layer, params, inputShapes, outputShape } = this.#step;
    return {
      path,
      forwardMs: median(this.#forward),
      backwardMs: median(this.#backward),
      macs: layer.macs?.(params, inputShapes, outputShape) ?? 0,
      heldBytes: this.#heldBytes,
    };
  }
}

function drawBatch({ plan }: LoadedModel, count: number): tf.Tensor {
  const random = createRandom(1);
  const data = Float32Array.from(
    { length: count * elementsOf(plan.inputShape) },
    () => 2 * random.next() - 1,
  );
  return tf.tensor(data, [count, ...plan.inputShape]);
}
