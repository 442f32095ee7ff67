import { assertExists } from "../../shared/base/assert";

/**
 * safetensors, or how they are made when something first asks for them: until then a network out of a large file takes
 * no more than the file.
 */
export type ModelWeights = ArrayBuffer | (() => Promise<ArrayBuffer>);

export function packedWeights(weights: ModelWeights): Promise<ArrayBuffer> {
  return weights instanceof ArrayBuffer ? Promise.resolve(weights) : weights();
}

/** Packs once, for whoever asks first, and then lets go of what was packed; asks again after a failure. */
export function packedOnce(pack: () => Promise<ArrayBuffer>): ModelWeights {
  let packed: Promise<ArrayBuffer> | null = null;
  let source: typeof pack | null = pack;
  const begin = async (): Promise<ArrayBuffer> => {
    try {
      const bytes = await assertExists(source, "something to pack")();
      source = null;
      return bytes;
    } catch (thrown) {
      packed = null;
      throw thrown;
    }
  };
  return () => {
    packed ??= begin();
    return packed;
  };
}
