import type { DatasetDefinition, SampleOptions } from "./define";

/**
 * A fingerprint of the first `count` samples, pixels, labels and masks: 32-bit FNV-1a in hex. Equal in Node and in every
 * browser, which is what it is there to show.
 */
export function datasetDigest(
  dataset: DatasetDefinition,
  options: SampleOptions & { readonly count: number },
): string {
  let hash = 0x811c9dc5;
  for (let index = 0; index < options.count; index++) {
    const { pixels, label, mask } = dataset.sample(index, options);
    hash = Math.imul(hash ^ label, 0x01000193);
    for (const byte of pixels) hash = Math.imul(hash ^ byte, 0x01000193);
    for (const byte of mask ?? []) hash = Math.imul(hash ^ byte, 0x01000193);
  }
  return (hash >>> 0).toString(16).padStart(8, "0");
}
