import type { LayerReport } from "../../shared/contracts/layer-statistics";
import type { EpochReport, TrainEvent, TrainReport } from "../../shared/contracts/run";
import { Curve } from "./curves";

/** What a run has reported. Grows in place, so that a point costs no copy; who draws it listens. */
export class RunCurves {
  readonly loss = new Curve();
  readonly accuracy = new Curve();
  readonly learningRate = new Curve();
  readonly imagesPerSecond = new Curve();
  /** One point for each epoch. */
  readonly testLoss = new Curve();
  readonly testAccuracy = new Curve();
  readonly testTop5 = new Curve();
  readonly epochs: EpochReport[] = [];
  readonly layers: LayerReport[] = [];
  readonly #listeners = new Set<() => void>();

  add(event: TrainEvent): void {
    if (event.kind === "report") this.#addReport(event);
    else if (event.kind === "epoch") this.#addEpoch(event);
    else if (event.kind === "layers") this.#addLayers(event);
    else return;
    for (const listener of this.#listeners) listener();
  }

  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  #addReport(event: TrainReport): void {
    for (const measure of ["loss", "accuracy", "learningRate", "imagesPerSecond"] as const) {
      this[measure].append(event.step, event[measure]);
    }
  }

  #addEpoch(report: EpochReport): void {
    const { step, testLoss, testAccuracy, testTop5 } = report;
    while ((this.epochs.at(-1)?.step ?? -1) >= step) this.epochs.pop();
    this.epochs.push(report);
    this.testLoss.append(step, testLoss);
    this.testAccuracy.append(step, testAccuracy);
    if (testTop5 !== undefined) this.testTop5.append(step, testTop5);
  }

  #addLayers(report: LayerReport): void {
    while ((this.layers.at(-1)?.step ?? -1) >= report.step) this.layers.pop();
    this.layers.push(report);
    if (this.layers.length <= MAX_LAYER_REPORTS) return;
    // Every other one goes; the first and the newest stay.
    const thinned = this.layers.filter((_, index) => index % 2 === 0);
    this.layers.splice(0, this.layers.length, ...thinned);
  }
}

/** Even: with one more than that, the first and the newest both have even places. */
const MAX_LAYER_REPORTS = 128;
