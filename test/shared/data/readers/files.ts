import { gunzipSync, gzipSync } from "node:zlib";
import type { DataFile, DataPorts } from "../../../../shared/data/source";

/** A host whose pictures are one grey pixel: the file's first byte. */
export const ports: DataPorts = {
  gunzip: async (bytes, maxBytes) => gunzipSync(bytes, { maxOutputLength: maxBytes }),
  pictureEndings: [".png", ".jpg"],
  decodePicture: async (bytes, path) => {
    if (bytes[0] === 0xff) throw new Error(`${path} is damaged`);
    return { width: 1, height: 1, channels: 1, data: bytes.subarray(0, 1) };
  },
};

export function files(contents: Readonly<Record<string, Uint8Array>>): readonly DataFile[] {
  return Object.entries(contents).map(([path, bytes]) => ({ path, read: async () => bytes }));
}

export function idx(shape: readonly number[], values: ArrayLike<number>): Uint8Array {
  const header = new DataView(new ArrayBuffer(4 + 4 * shape.length));
  header.setUint32(0, 0x0800 + shape.length);
  for (const [axis, extent] of shape.entries()) header.setUint32(4 + 4 * axis, extent);
  return Uint8Array.of(...new Uint8Array(header.buffer), ...Array.from(values));
}

export function gzip(bytes: Uint8Array): Uint8Array {
  return new Uint8Array(gzipSync(bytes));
}

/** CIFAR's records: each image is of one colour. */
export function cifar(
  rows: readonly { readonly labels: readonly number[]; readonly colour: readonly number[] }[],
): Uint8Array {
  const bytes = rows.flatMap(({ labels, colour }) => [
    ...labels,
    ...colour.flatMap((value) => new Array<number>(1024).fill(value)),
  ]);
  return Uint8Array.from(bytes);
}

export function tar(contents: Readonly<Record<string, Uint8Array>>): Uint8Array {
  const blocks: Uint8Array[] = [];
  for (const [path, bytes] of Object.entries(contents)) {
    const header = new Uint8Array(512);
    const put = (at: number, text: string) => header.set(new TextEncoder().encode(text), at);
    put(0, path);
    put(124, `${bytes.length.toString(8).padStart(11, "0")} `);
    put(148, "        ");
    put(156, path.endsWith("/") ? "5" : "0");
    put(257, "ustar\0");
    const sum = header.reduce((total, byte) => total + byte, 0);
    put(148, `${sum.toString(8).padStart(6, "0")}\0 `);
    const body = new Uint8Array(Math.ceil(bytes.length / 512) * 512);
    body.set(bytes);
    blocks.push(header, body);
  }
  blocks.push(new Uint8Array(1024));
  return Uint8Array.from(blocks.flatMap((block) => [...block]));
}
