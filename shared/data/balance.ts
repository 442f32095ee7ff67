import type { TrainingImages } from "../contracts/run";
import { classCounts } from "./statistics";

export interface ClassBalance {
  readonly name: string;
  /** Images of the class in each split. */
  readonly train: number;
  readonly validation: number;
  readonly test: number;
}

/** In order of the labels. */
export function balanceOf({ train, validation, test, classNames }: TrainingImages): readonly ClassBalance[] {
  const counted = [train, validation, test].map((set) =>
    classCounts(set?.labels ?? new Int32Array(), classNames.length),
  );
  return classNames.map((name, label) => {
    const [trained = 0, validated = 0, tested = 0] = counted.map((counts) => counts[label] ?? 0);
    return { name, train: trained, validation: validated, test: tested };
  });
}

export interface Imbalance {
  readonly most: string;
  readonly least: string;
  /** Training images of the one over those of the other; infinite if the other has none. */
  readonly ratio: number;
}

/** From where on a network does well by leaving the smaller class out; what class weights are commonly advised for. */
const STRONG = 5;

/** The largest and the smallest class, if they lie far apart. */
export function imbalanceOf(images: TrainingImages): Imbalance | null {
  const rows = [...balanceOf(images)].sort((a, b) => b.train - a.train);
  const [most, least] = [rows[0], rows.at(-1)];
  if (!most || !least) return null;
  const ratio = most.train / least.train;
  return ratio >= STRONG ? { most: most.name, least: least.name, ratio } : null;
}
