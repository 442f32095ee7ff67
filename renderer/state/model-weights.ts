/**
 * safetensors, or how they are made when something first asks for them: until then a network out of a large file takes
 * no more than the file.
 */
export type ModelWeights = ArrayBuffer | (() => Promise<ArrayBuffer>);

export function packedWeights(weights: ModelWeights): Promise<ArrayBuffer> {
  return weights instanceof ArrayBuffer ? Promise.resolve(weights) : weights();
}

/** Packs once, for whoever asks first; asks again after a failure. */
export function packedOnce(pack: () => Promise<ArrayBuffer>): ModelWeights {
  let packed: Promise<ArrayBuffer> | null = null;
  return () => {
    packed ??= pack().catch((thrown: unknown) => {
      packed = null;
      throw thrown;
    });
    return packed;
  };
}
