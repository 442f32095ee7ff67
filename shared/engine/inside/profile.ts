import * as tf from "@tensorflow/tfjs-core";
import { UserError } from "../../base/assert";
import { createRandom } from "../../base/random";
import type { LayerProfile, Proceed, Profile, ProfileSpec } from "../../contracts/inside";
import { elementsOf } from "../../layers/shape";
import { type Operation, Tape } from "../autodiff/tape";
import { inferenceContext, type KitContext } from "../kit/context";
import type { PlanStep } from "../plan";
import { createTfjsKit } from "../tfjs-kit";
import { createLoss, score } from "../train/loss";
import { classCount, type LoadedModel, visitSteps } from "./model";
import { paced } from "./pace";

/** Times every layer on its own, forward and, for training, backward. Null if it was cancelled. */
export async function profile(
  model: LoadedModel,
  spec: ProfileSpec,
  proceed: Proceed,
): Promise<Profile | null> {
  checkSpec(model, spec);
  const { plan } = model;
  const layers = new Map(plan.steps.map((step) => [step.path, new Samples(step)]));
  const totals = { forward: [] as number[], backward: [] as number[] };
  const ask = paced(proceed);
  const passes = spec.warmUp + spec.steps;
  const clock = createClock();
  const batch = drawBatch(model, spec.batch);
  let peakBytes = 0;
  try {
    for (let pass = 0; pass < passes; pass++) {
      const counts = pass >= spec.warmUp;
      const seen = (layer: string | null, which: Pass, ms: number): boolean | Promise<boolean> => {
        const bytes = tf.memory().numBytes;
        peakBytes = Math.max(peakBytes, bytes);
        if (counts) layers.get(layer ?? "")?.add(which, ms, bytes);
        return ask(pass, passes);
      };
      const times = await onePass(model, batch, spec.train, clock, seen);
      if (!times) return null;
      if (!counts) continue;
      totals.forward.push(times.forward);
      totals.backward.push(times.backward);
    }
    if (!(await ask(passes, passes))) return null;
    return {
      batch: spec.batch,
      train: spec.train,
      steps: spec.steps,
      layers: [...layers.values()].filter((each) => each.isRun).map((each) => each.result()),
      forwardMs: median(totals.forward),
      backwardMs: median(totals.backward),
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

type Pass = "forward" | "backward";

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

/** Knows which layer each operation came from. */
class LayeredTape extends Tape {
  readonly #layers = new Map<Operation, string>();
  #fresh: Operation[] = [];

  override record(operation: Operation): tf.Tensor {
    this.#fresh.push(operation);
    return super.record(operation);
  }

  /** What was recorded since the last call is this layer's. */
  ascribe(layer: string): void {
    for (const operation of this.#fresh) this.#layers.set(operation, layer);
    this.#fresh = [];
  }

  layerOf(operation: Operation): string | null {
    return this.#layers.get(operation) ?? null;
  }
}

type Seen = (layer: string | null, pass: Pass, ms: number) => boolean | Promise<boolean>;

async function onePass(
  model: LoadedModel,
  batch: tf.Tensor,
  train: boolean,
  clock: Clock,
  seen: Seen,
): Promise<{ readonly forward: number; readonly backward: number } | null> {
  const { plan, weights } = model;
  const trainable = plan.weights.filter((weight) => weight.trainable);
  const targets = trainable.map(({ fullName }) => weights.get(fullName));
  const tape = train ? new LayeredTape(targets, [batch]) : null;
  const kit = createTfjsKit(train ? trainingContext(tape) : inferenceContext());
  const execution = { plan, kit, weights: weights.tensors, tape };
  const spent = { forward: 0, backward: 0 };
  const end = train ? plan.logits : plan.output;
  await clock.settle();
  let start = performance.now();
  /** Keeps what asking takes out of the figures. */
  const lap = async (layer: string | null, pass: Pass): Promise<boolean> => {
    await clock.settle();
    const ms = performance.now() - start;
    spent[pass] += ms;
    const goOn = await seen(layer, pass, ms);
    start = performance.now();
    return goOn;
  };
  try {
    const result = await visitSteps(execution, batch, end, ({ step }) => {
      tape?.ascribe(step.path);
      return lap(step.path, "forward");
    });
    if (!result) return null;
    try {
      if (tape && !(await unwindTimed(model, tape, result, targets, lap))) return null;
    } finally {
      if (result !== batch && !result.isDisposed) result.dispose();
    }
    return spent;
  } finally {
    tape?.dispose();
  }
}

async function unwindTimed(
  model: LoadedModel,
  tape: LayeredTape,
  logits: tf.Tensor,
  targets: readonly tf.Tensor[],
  lap: (layer: string | null, pass: Pass) => Promise<boolean>,
): Promise<boolean> {
  const labels = drawLabels(logits.size / classCount(model), classCount(model));
  const { loss, correct } = score(tape, createLoss({ kind: "cross-entropy" }), logits, { labels });
  let goesOn = true;
  try {
    const operations = tape.unwind(loss, targets);
    for (;;) {
      const next = operations.next();
      if (next.done) {
        tf.dispose(next.value);
        return goesOn;
      }
      // The tape frees its gradients only at its end, so a cancelled pass still goes there, untimed.
      if (goesOn) goesOn = await lap(tape.layerOf(next.value), "backward");
    }
  } finally {
    tf.dispose([loss, correct]);
  }
}

function trainingContext(tape: Tape | null): KitContext {
  return {
    tape,
    training: true,
    random: createRandom(1),
    onStatistics: ({ mean, variance }) => tf.dispose([mean, variance]),
  };
}

function drawBatch({ plan }: LoadedModel, count: number): tf.Tensor {
  const random = createRandom(1);
  const data = Float32Array.from(
    { length: count * elementsOf(plan.inputShape) },
    () => 2 * random.next() - 1,
  );
  return tf.tensor(data, [count, ...plan.inputShape]);
}

function drawLabels(count: number, classes: number): Int32Array {
  return Int32Array.from({ length: count }, (_, index) => index % classes);
}

interface Clock {
  /** Waits until the device has done what it was given; nothing where it is done at once. */
  settle(): Promise<void>;
  /** Of a device with nothing to do. */
  waitMs(): Promise<number | null>;
}

/** Numbers that GPU backends do not rather work out on the CPU. */
const ENOUGH_FOR_GPU = 4096;
const WAITS = 9;

function createClock(): Clock {
  if (["wasm", "cpu"].includes(tf.getBackend())) {
    return { settle: async () => undefined, waitMs: async () => null };
  }
  // Devices work in order: once this is there, so is all that was asked for before.
  const settle = async (): Promise<void> => {
    const last = tf.tidy(() => tf.add(tf.zeros([ENOUGH_FOR_GPU]), 1));
    await last.data();
    last.dispose();
  };
  return {
    settle,
    async waitMs() {
      const waits: number[] = [];
      for (let i = 0; i < WAITS; i++) {
        const start = performance.now();
        await settle();
        waits.push(performance.now() - start);
      }
      return median(waits);
    },
  };
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  if (sorted.length === 0) return 0;
  if (sorted.length % 2 === 1) return sorted[middle] as number;
  return ((sorted[middle - 1] as number) + (sorted[middle] as number)) / 2;
}
