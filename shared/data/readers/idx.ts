import { UserError } from "../../base/assert";

export interface IdxArray {
  readonly shape: readonly number[];
  readonly data: Uint8Array;
}

const UNSIGNED_BYTE = 0x08;
const MAX_DIMENSIONS = 3;

/** The format of MNIST (LeCun, Cortes, Burges): 0, 0, type, dimensions; each dimension as 32 bits; the values. */
export function readIdx(bytes: Uint8Array, path: string): IdxArray {
  const [zero, again, type, dimensions = 0] = bytes;
  if (bytes.length < 4 || zero !== 0 || again !== 0 || dimensions < 1 || dimensions > MAX_DIMENSIONS)
    throw new UserError(`${path} is not in the idx format: it does not begin as such a file does.`);
  if (type !== UNSIGNED_BYTE)
    throw new UserError(
      `${path} holds values of idx type ${type}. Expected unsigned bytes (type ${UNSIGNED_BYTE}).`,
    );
  const header = 4 + 4 * dimensions;
  if (bytes.length < header) throw new UserError(`${path} is cut short: it ends in its header.`);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const shape = Array.from({ length: dimensions }, (_, axis) => view.getUint32(4 + 4 * axis));
  const expected = header + shape.reduce((product, extent) => product * extent, 1);
  if (bytes.length !== expected) {
    const how = bytes.length < expected ? "cut short" : "longer than it says";
    throw new UserError(
      `${path} is ${how}: ${bytes.length} bytes, and [${shape.join(", ")}] takes ${expected}.`,
    );
  }
  return { shape, data: bytes.subarray(header) };
}
