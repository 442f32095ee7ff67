import { inflateSync } from "node:zlib";
import { UserError } from "../../shared/base/assert";

const SIGNATURE_BYTES = 8;
/** Length, name and checksum around a chunk's data. */
const CHUNK_BYTES = 12;
/** Packed text and colour profiles, which no pixel needs. */
const LEFT_OUT: ReadonlySet<string> = new Set(["zTXt", "iTXt", "iCCP"]);
const CHANNELS: Readonly<Record<number, number>> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 };
const MAX_PIXELS = 100e6;

/**
 * A PNG that unpacks to no more than its size says, without what else may unpack to anything: a small file can hold a
 * thousand times its length in zeros, and the decoder would unpack them all. Throws a readable error on such a file.
 */
export function guardPng(bytes: Uint8Array): Uint8Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const kept: Uint8Array[] = [bytes.subarray(0, SIGNATURE_BYTES)];
  const packed: Uint8Array[] = [];
  let room = 0;
  for (let at = SIGNATURE_BYTES; at + CHUNK_BYTES <= bytes.length; ) {
    const length = view.getUint32(at);
    const name = String.fromCharCode(...bytes.subarray(at + 4, at + 8));
    const end = at + CHUNK_BYTES + length;
    if (end > bytes.length) throw new UserError("it is cut short");
    const data = bytes.subarray(at + 8, end - 4);
    if (name === "IHDR") room = unpackedBytes(data);
    if (name === "IDAT") packed.push(data);
    if (!LEFT_OUT.has(name)) kept.push(bytes.subarray(at, end));
    at = end;
  }
  inflateSync(Buffer.concat(packed), { maxOutputLength: room });
  return Buffer.concat(kept);
}

/** At most: rows of pixels with a byte before each, and as much again for the passes of an interlaced picture. */
function unpackedBytes(header: Uint8Array): number {
  if (header.length < 13) throw new UserError("its header is cut short");
  const view = new DataView(header.buffer, header.byteOffset, header.byteLength);
  const [width, height] = [view.getUint32(0), view.getUint32(4)];
  if (width * height > MAX_PIXELS)
    throw new UserError(`it claims ${width}×${height} pixels, and at most 100 million are read`);
  const bits = view.getUint8(8) * (CHANNELS[view.getUint8(9)] ?? 4);
  return 2 * height * (Math.ceil((width * bits) / 8) + 1) + 1024;
}
