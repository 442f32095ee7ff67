import { createRandom, mixSeed } from "../base/random";
import type { Split } from "./define";

const labelStream = 0x1abe1;

/**
 * The label of a sample: each run of `classes` indices holds every class once, in a shuffled order of its own, so that
 * in any prefix no class leads another by more than one.
 */
export function labelAt(index: number, seed: number, classes: number, split: Split): number {
  const round = Math.floor(index / classes);
  const place = index % classes;
  const random = createRandom(mixSeed(labelStream, seed, classes, streamOf(round, split)));
  const order = Uint16Array.from({ length: classes }, (_, label) => label);
  // Fisher-Yates, only as far as the place that is asked for.
  for (let at = 0; at <= place; at++) {
    const other = at + random.int(classes - at);
    const held = order[at] as number;
    order[at] = order[other] as number;
    order[other] = held;
  }
  return order[place] as number;
}

/**
 * A stream's seed for each index and split. `mixSeed` is one-to-one in its last part and `createRandom` in its seed, so
 * under one seed no two samples, of whichever split, draw from the same stream.
 */
export function sampleSeed(index: number, seed: number, split: Split): number {
  return mixSeed(seed, streamOf(index, split));
}

function streamOf(index: number, split: Split): number {
  return index * 2 + (split === "test" ? 1 : 0);
}
