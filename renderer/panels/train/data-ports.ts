import { UserError } from "../../../shared/base/assert";
import type { DataPorts } from "../../../shared/data/source";
import { decodePicture } from "../run/decode-picture";

/** What the browser can do for the readers of people's own data. */
export const dataPorts: DataPorts = {
  gunzip,
  pictureEndings: [".png", ".jpg", ".jpeg", ".webp"],
  async decodePicture(bytes, path) {
    const { width, height, pixels } = await decodePicture(new Blob([bytes as Uint8Array<ArrayBuffer>]), path);
    return { width, height, channels: 3, data: pixels };
  },
};

async function gunzip(bytes: Uint8Array, maxBytes: number): Promise<Uint8Array> {
  const zipped = new Blob([bytes as Uint8Array<ArrayBuffer>]).stream();
  const reader = zipped.pipeThrough(new DecompressionStream("gzip")).getReader();
  const parts: Uint8Array<ArrayBuffer>[] = [];
  let length = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return new Uint8Array(await new Blob(parts).arrayBuffer());
    parts.push(value);
    length += value.length;
    if (length > maxBytes) {
      await reader.cancel();
      throw new UserError("it unpacks to too much");
    }
  }
}
