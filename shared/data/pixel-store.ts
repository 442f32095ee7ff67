import type { StoredBytes } from "../contracts/run";

/** Where decoded images go that are too many for memory. */
export interface PixelStore {
  open(): Promise<PixelWriter>;
}

export interface PixelWriter {
  /** Behind what was written before. */
  write(bytes: Uint8Array): Promise<void>;
  close(): Promise<StoredBytes>;
  /** Leaves nothing behind. */
  abandon(): Promise<void>;
}

/** Small images are written together. */
const CHUNK_BYTES = 4 * 2 ** 20;

/** A writer that gathers small pieces before it hands them on. */
export function inChunks(writer: PixelWriter): PixelWriter {
  let chunk = new Uint8Array(CHUNK_BYTES);
  let length = 0;
  const flush = async (): Promise<void> => {
    if (length > 0) await writer.write(chunk.subarray(0, length));
    chunk = new Uint8Array(CHUNK_BYTES);
    length = 0;
  };
  return {
    async write(bytes) {
      if (length + bytes.length > CHUNK_BYTES) await flush();
      if (bytes.length > CHUNK_BYTES) return writer.write(bytes);
      chunk.set(bytes, length);
      length += bytes.length;
    },
    async close() {
      await flush();
      return writer.close();
    },
    abandon: () => writer.abandon(),
  };
}
