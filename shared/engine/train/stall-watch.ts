import { numbersPart, type Part } from "./part";

/** What counts as falling, as a share of the best: PyTorch's default. */
const THRESHOLD = 1e-4;

/** Looks at the test loss of each epoch, as PyTorch's ReduceLROnPlateau does. */
export class StallWatch {
  readonly #patience: number;
  #best = Number.POSITIVE_INFINITY;
  #worse = 0;
  #stalls = 0;

  /** A stall is more than `patience` epochs in a row without a fall. */
  constructor(patience: number) {
    this.#patience = patience;
  }

  get part(): Part {
    return numbersPart(
      () => ({ best: this.#best, worse: this.#worse, stalls: this.#stalls }),
      ({ best, worse, stalls }) => {
        this.#best = best;
        this.#worse = worse;
        this.#stalls = stalls;
      },
    );
  }

  get stalls(): number {
    return this.#stalls;
  }

  add(loss: number): void {
    if (loss < this.#best * (1 - THRESHOLD)) {
      this.#best = loss;
      this.#worse = 0;
      return;
    }
    this.#worse++;
    if (this.#worse <= this.#patience) return;
    this.#stalls++;
    this.#worse = 0;
  }
}
