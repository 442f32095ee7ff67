import * as tf from "@tensorflow/tfjs-core";
import { createRandom } from "../../base/random";
import type { Tape } from "../autodiff/tape";
import { inferenceContext, type KitContext } from "../kit/context";
import { createTfjsKit } from "../tfjs-kit";
import { addLosses } from "../train/loss";
import { crossEntropy } from "../train/losses/cross-entropy";
import type { Clock } from "./clock";
import { LayeredTape } from "./layered-tape";
import { classCount, type LoadedModel, visitAll } from "./model";

export type Pass = "forward" | "backward";

/** Hears what each layer took, null for the loss, and says whether to go on. Its own time does not count. */
export type Seen = (layer: string | null, pass: Pass, ms: number) => boolean | Promise<boolean>;

export interface PassTimes {
  readonly forward: number;
  readonly backward: number;
}

type Lap = (layer: string | null, pass: Pass) => Promise<boolean>;

/** One pass forward and, for training, back, auxiliary outputs included; null once `seen` says so. Moves no weight. */
export async function timedPass(
  model: LoadedModel,
  batch: tf.Tensor,
  train: boolean,
  clock: Clock,
  seen: Seen,
): Promise<PassTimes | null> {
  const { plan, weights } = model;
  const trainable = plan.weights.filter((weight) => weight.trainable);
  const targets = trainable.map(({ fullName }) => weights.get(fullName));
  const tape = train ? new LayeredTape(targets, [batch, ...weights.tensors.values()]) : null;
  const context = train ? trainingContext(tape) : inferenceContext();
  const kit = createTfjsKit(context);
  const frozenKit = createTfjsKit({ ...context, frozen: true });
  const execution = { plan, kit, frozenKit, weights: weights.tensors, tape };
  const exits = train ? [plan.logits, ...plan.auxiliary.map(({ logits }) => logits)] : [plan.output];
  const spent = { forward: 0, backward: 0 };
  await clock.settle();
  let start = performance.now();
  const lap: Lap = async (layer, pass) => {
    await clock.settle();
    const ms = performance.now() - start;
    spent[pass] += ms;
    const goesOn = await seen(layer, pass, ms);
    start = performance.now();
    return goesOn;
  };
  try {
    const outputs = await visitAll(execution, batch, exits, ({ step }) => {
      tape?.ascribe(step.path);
      return lap(step.path, "forward");
    });
    if (!outputs) return null;
    try {
      if (tape && !(await unwindTimed(model, tape, outputs, targets, lap))) return null;
    } finally {
      for (const output of new Set(outputs)) if (output !== batch && !output.isDisposed) output.dispose();
    }
    return spent;
  } finally {
    tape?.dispose();
  }
}

async function unwindTimed(
  model: LoadedModel,
  tape: LayeredTape,
  outputs: readonly tf.Tensor[],
  targets: readonly tf.Tensor[],
  lap: Lap,
): Promise<boolean> {
  const loss = lossOf(model, tape, outputs);
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
    loss.dispose();
  }
}

/** Of made-up labels: what a class is makes no difference to the time. */
function lossOf(model: LoadedModel, tape: Tape, outputs: readonly tf.Tensor[]): tf.Tensor {
  const classes = classCount(model);
  const loss = crossEntropy(0);
  return tf.tidy(() => {
    const [own, ...others] = outputs.map((scores) => {
      const labels = Int32Array.from({ length: scores.size / classes }, (_, row) => row % classes);
      return loss(tape, scores, { labels });
    });
    const weighed = others.map((each, index) => ({
      loss: each,
      weight: model.plan.auxiliary[index]?.weight ?? 0,
    }));
    return weighed.length === 0 ? (own as tf.Tensor) : addLosses(tape, own as tf.Tensor, weighed);
  });
}

function trainingContext(tape: Tape | null): KitContext {
  return {
    tape,
    training: true,
    random: createRandom(1),
    onStatistics: ({ mean, variance }) => tf.dispose([mean, variance]),
  };
}
