import type { TrainingImages } from "../contracts/run";
import type { DatasetDefinition, SampleOptions } from "./define";

const FNV_BASIS = 0x811c9dc5;
const FNV_PRIME = 0x01000193;

/**
 * A fingerprint of the first `count` samples, pixels, labels and masks: 32-bit FNV-1a in hex. Equal in Node and in every
 * browser, which is what it is there to show.
 */
export function datasetDigest(
  dataset: DatasetDefinition,
  options: SampleOptions & { readonly count: number },
): string {
  let hash = FNV_BASIS;
  for (let index = 0; index < options.count; index++) {
    const { pixels, label, mask } = dataset.sample(index, options);
    hash = Math.imul(hash ^ label, FNV_PRIME);
    for (const byte of pixels) hash = Math.imul(hash ^ byte, FNV_PRIME);
    for (const byte of mask ?? []) hash = Math.imul(hash ^ byte, FNV_PRIME);
  }
  return toHex(hash);
}

/** A fingerprint of people's own images, by which a run that is taken up again knows them. */
export function imagesDigest({ train, validation, test, classNames, digest }: TrainingImages): string {
  if (digest !== undefined) return digest;
  let hash = FNV_BASIS;
  for (const { size, pixels, labels, masks } of [train, ...(validation ? [validation] : []), test]) {
    hash = Math.imul(hash ^ size, FNV_PRIME);
    for (const numbers of [labels, pixels, masks ?? []]) {
      for (let at = 0; at < numbers.length; at++) hash = Math.imul(hash ^ (numbers[at] as number), FNV_PRIME);
    }
  }
  for (const character of classNames.join("\n")) {
    hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), FNV_PRIME);
  }
  return toHex(hash);
}

function toHex(hash: number): string {
  return (hash >>> 0).toString(16).padStart(8, "0");
}

/** The same kind of fingerprint of bytes that come piece by piece. */
export function createDigest(): { add(bytes: ArrayLike<number>): void; end(): string } {
  let hash = FNV_BASIS;
  return {
    add(bytes) {
      for (let at = 0; at < bytes.length; at++) hash = Math.imul(hash ^ (bytes[at] as number), FNV_PRIME);
    },
    end: () => toHex(hash),
  };
}
