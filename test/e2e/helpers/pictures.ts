import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { encode } from "fast-png";

/** Not square, so that they have to be cut. */
const SIZE = { width: 48, height: 40 };

/** A picture of greys from a base on, as PNG; `n` makes one differ from the next. */
export function greyPicture(grey: number, n: number): Uint8Array {
  const { width, height } = SIZE;
  const data = Uint8Array.from({ length: width * height * 3 }, (_, at) => grey + ((at * (n + 3)) % 40));
  return encode({ ...SIZE, channels: 3, data });
}

/** Runs with a folder of forty dark pictures and forty light ones, and takes it away again. */
export async function withPictures(use: (folder: string) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "blockwise-own-"));
  try {
    for (const [name, grey] of [
      ["dark", 30],
      ["light", 180],
    ] as const) {
      await mkdir(join(folder, name));
      for (let n = 0; n < 40; n++) await writeFile(join(folder, name, `${n}.png`), greyPicture(grey, n));
    }
    await use(folder);
  } finally {
    await rm(folder, { recursive: true });
  }
}
