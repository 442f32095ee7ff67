import * as tf from "@tensorflow/tfjs-core";
import type { TrainEvent } from "../../contracts/run";
import { isSynchronous } from "./device";
import type { Scores } from "./loss";
import { type Part, unfit } from "./part";

/** On a GPU, steps from report to report at least. */
const GPU_STEPS = 10;

/** Sums scores where they are, on the device, and reads them only to report: a readback stalls a GPU. */
export class Reporter {
  readonly #totalSteps: number;
  readonly #batch: number;
  readonly #every: number;
  readonly #onEvent: (event: TrainEvent) => void;
  #sum: Scores | null = null;
  #steps = 0;
  #since = performance.now();
  /** Smoothed, so that the time left does not jump. */
  #secondsPerStep = 0;

  readonly part: Part = {
    capture: () => ({
      tensors: new Map(Object.entries(this.#sum ?? {})),
      values: { steps: this.#steps, secondsPerStep: this.#secondsPerStep },
    }),
    restore: ({ tensors, values }) => {
      const { steps, secondsPerStep } = values as { readonly steps: number; readonly secondsPerStep: number };
      const [loss, correct] = [tensors.get("loss"), tensors.get("correct")];
      if (steps > 0 && !(loss && correct)) throw unfit("the loss since the last report");
      this.#sum = loss && correct ? { loss, correct } : null;
      this.#steps = steps;
      this.#secondsPerStep = secondsPerStep;
      this.#since = performance.now() - 1000 * secondsPerStep * steps;
    },
  };

  constructor(totalSteps: number, batch: number, every: number, onEvent: (event: TrainEvent) => void) {
    this.#totalSteps = totalSteps;
    this.#batch = batch;
    this.#every = Math.max(isSynchronous() ? 1 : GPU_STEPS, every);
    this.#onEvent = onEvent;
    onEvent({ kind: "phase", phase: "training", done: 0, total: totalSteps });
  }

  add(scores: Scores): void {
    if (this.#steps === 0) this.#sum = scores;
    else if (this.#sum) {
      const sum = this.#sum;
      this.#sum = { loss: tf.add(sum.loss, scores.loss), correct: tf.add(sum.correct, scores.correct) };
      tf.dispose([sum.loss, sum.correct, scores.loss, scores.correct]);
    }
    this.#steps++;
  }

  /** Reports if it is time, and returns the mean loss since the last report; else null. */
  async report(step: number, epoch: number, learningRate: number): Promise<number | null> {
    if (!this.#sum || (this.#steps < this.#every && step < this.#totalSteps)) return null;
    const [[lossSum = 0], [correct = 0]] = await Promise.all([
      this.#sum.loss.data<"float32">(),
      this.#sum.correct.data<"float32">(),
    ]);
    const loss = lossSum / this.#steps;
    const now = performance.now();
    const seconds = (now - this.#since) / 1000 / this.#steps;
    this.#since = now;
    this.#secondsPerStep = this.#secondsPerStep === 0 ? seconds : 0.9 * this.#secondsPerStep + 0.1 * seconds;
    this.#onEvent({
      kind: "report",
      step,
      totalSteps: this.#totalSteps,
      epoch,
      loss,
      accuracy: correct / (this.#steps * this.#batch),
      learningRate,
      imagesPerSecond: this.#batch / seconds,
      secondsLeft: this.#secondsPerStep * (this.#totalSteps - step),
    });
    this.dispose();
    return loss;
  }

  dispose(): void {
    if (this.#sum) tf.dispose([this.#sum.loss, this.#sum.correct]);
    this.#sum = null;
    this.#steps = 0;
  }
}
