import { softmaxRows } from "../../base/softmax-rows";
import type { Posteriors } from "../../contracts/run";

/** Keeps what a test sees of each image. */
export class PosteriorCollector {
  readonly #kind: Posteriors["kind"];
  readonly #rows: Float32Array[] = [];
  readonly #labels: Int32Array[] = [];

  constructor(kind: Posteriors["kind"]) {
    this.#kind = kind;
  }

  readonly add = (scores: Float32Array, labels: Int32Array): void => {
    const classes = scores.length / labels.length;
    this.#rows.push(this.#kind === "probabilities" ? softmaxRows(scores, classes) : scores.slice());
    this.#labels.push(labels);
  };

  posteriors(): Posteriors {
    const rows = new Float32Array(this.#rows.reduce((sum, { length }) => sum + length, 0));
    const labels = new Int32Array(this.#labels.reduce((sum, { length }) => sum + length, 0));
    copyInto(rows, this.#rows);
    copyInto(labels, this.#labels);
    return { kind: this.#kind, rows, labels };
  }
}

function copyInto<T extends Float32Array | Int32Array>(whole: T, parts: readonly T[]): void {
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
}
