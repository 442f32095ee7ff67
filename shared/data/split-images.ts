import { createRandom, mixSeed, shuffledIndices } from "../base/random";
import { VALIDATION_SHARE } from "../contracts/run-defaults";
import type { DataSource, SourceImage, SourceSplit } from "./source";

/** In orders that the seed decides, so that any first part is a fair sample. */
export type SplitImages = Readonly<Record<SourceSplit, readonly SourceImage[]>>;

const TEST_SHARE = 0.2;
const MAX_VALIDATION_SHARE = 0.5;

/** Keeps the split's seed apart from those of weights, order and augmentation. */
const SPLIT_STREAM = 0x5911;

/**
 * The first classes of a source in three parts. What comes split stays so; an outer folder for validation alone is there
 * to test with, as ImageNet's is. Else a fifth of each class tests, and `validation` images, an infinite number standing
 * for a tenth, are taken from the training images of each class alike.
 */
export function splitImages(
  { images }: DataSource,
  {
    classes,
    seed,
    validation,
  }: { readonly classes: number; readonly seed: number; readonly validation: number },
): SplitImages {
  const shuffled = [...shuffledIndices(images.length, createRandom(mixSeed(seed, SPLIT_STREAM)))]
    .map((index) => images[index] as SourceImage)
    .filter(({ label }) => label < classes);
  const of = (split: SourceSplit | null): readonly SourceImage[] =>
    shuffled.filter((image) => image.split === split);
  const [train, validated, tested] = [of("train"), of("validation"), of("test")];
  if (train.length > 0 && validated.length > 0 && tested.length > 0)
    return { train, validation: validation === 0 ? [] : validated, test: tested };
  const test = tested.length > 0 ? tested : validated;
  const isSplit = train.length > 0 && test.length > 0;
  const [taken, rest] = isSplit ? [test, train] : takeOfEach(shuffled, testSharesOf);
  const wanted = Number.isFinite(validation) ? validation : Math.round(VALIDATION_SHARE * rest.length);
  const [held, kept] = takeOfEach(rest, (counts) => shareOut(wanted, counts));
  return { train: kept, validation: held, test: taken };
}

type Counts = ReadonlyMap<number, number>;

/** A class of one image trains with it; of more, it tests with at least one. */
function testSharesOf(counts: Counts): Counts {
  const shareOf = (count: number): number => (count < 2 ? 0 : Math.max(1, Math.round(TEST_SHARE * count)));
  return new Map([...counts].map(([label, count]) => [label, shareOf(count)]));
}

/** So many, but no more than half, from each class by its size; by largest remainders, so that they come to the number. */
function shareOut(wanted: number, counts: Counts): Counts {
  const all = [...counts.values()].reduce((sum, count) => sum + count, 0);
  const total = Math.min(wanted, Math.floor(MAX_VALIDATION_SHARE * all));
  const exact = [...counts].map(([label, count]) => ({ label, share: (total * count) / all }));
  const shares = new Map(exact.map(({ label, share }) => [label, Math.floor(share)]));
  const given = [...shares.values()].reduce((sum, share) => sum + share, 0);
  const byRemainder = exact.sort((a, b) => (b.share % 1) - (a.share % 1) || a.label - b.label);
  for (const { label } of byRemainder.slice(0, total - given))
    shares.set(label, (shares.get(label) ?? 0) + 1);
  return shares;
}

/** So many of each class, and the others. */
function takeOfEach(
  images: readonly SourceImage[],
  shares: (counts: Counts) => Counts,
): readonly [taken: readonly SourceImage[], rest: readonly SourceImage[]] {
  const counts = new Map<number, number>();
  for (const { label } of images) counts.set(label, (counts.get(label) ?? 0) + 1);
  const wanted = new Map(shares(counts));
  const taken: SourceImage[] = [];
  const rest: SourceImage[] = [];
  for (const image of images) {
    const left = wanted.get(image.label) ?? 0;
    (left > 0 ? taken : rest).push(image);
    wanted.set(image.label, left - 1);
  }
  return [taken, rest];
}
