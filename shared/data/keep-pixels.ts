import type { ImageSet } from "../contracts/run";
import { inChunks, type PixelStore } from "./pixel-store";

/** Where the pixels of one split gather, image by image. */
export interface Kept {
  add(pixels: Uint8Array): Promise<void>;
  end(): Promise<Pick<ImageSet, "pixels" | "stored">>;
  abandon(): Promise<void>;
}

export function keepInMemory(bytes: number): Kept {
  const all = new Uint8Array(bytes);
  let length = 0;
  return {
    async add(pixels) {
      all.set(pixels, length);
      length += pixels.length;
    },
    end: async () => ({ pixels: all.subarray(0, length) }),
    abandon: async () => undefined,
  };
}

export async function keepStored(store: PixelStore, digest: { add(bytes: Uint8Array): void }): Promise<Kept> {
  const writer = inChunks(await store.open());
  return {
    async add(pixels) {
      digest.add(pixels);
      await writer.write(pixels);
    },
    end: async () => ({ pixels: new Uint8Array(), stored: await writer.close() }),
    abandon: () => writer.abandon(),
  };
}

/** Looks at each image on its way. */
export function measured(kept: Kept, statistics: { add(pixels: Uint8Array): void }): Kept {
  return {
    ...kept,
    async add(pixels) {
      statistics.add(pixels);
      await kept.add(pixels);
    },
  };
}
