import type { NpyArray } from "./read";

/** The array as float32 in C order, version 1.0 of the format. */
export function writeNpy({ shape, data }: NpyArray): ArrayBuffer {
  const sizes = shape.length === 1 ? `${shape[0]},` : shape.join(", ");
  const text = `{'descr': '<f4', 'fortran_order': False, 'shape': (${sizes}), }`;
  // NumPy maps files into memory, so data begins at a multiple of 64.
  const header = `${text.padEnd(Math.ceil((text.length + 11) / 64) * 64 - 11)}\n`;
  const file = new ArrayBuffer(10 + header.length + data.length * 4);
  const view = new DataView(file);
  for (const [index, character] of [..."\x93NUMPY\x01\x00"].entries()) {
    view.setUint8(index, character.charCodeAt(0));
  }
  view.setUint16(8, header.length, true);
  for (let i = 0; i < header.length; i++) view.setUint8(10 + i, header.charCodeAt(i));
  const start = 10 + header.length;
  for (let i = 0; i < data.length; i++) view.setFloat32(start + i * 4, data[i] as number, true);
  return file;
}
