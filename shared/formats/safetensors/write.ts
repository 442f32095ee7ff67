import type { NamedArray } from "./read";

/** Readers map the file into memory, so data begins at a multiple of this. */
const ALIGNMENT = 8;

/** Arrays in the order given, as 32-bit little-endian floats. The same arrays give the same bytes. */
export function writeSafetensors(arrays: ReadonlyMap<string, NamedArray>): ArrayBuffer {
  const placed = [...arrays].map(([name, { shape, data }]) => ({ name, shape, length: data.length }));
  const { header, dataBytes } = describeFloats(placed);
  const { file, start } = openFile(header, dataBytes);
  let at = start;
  for (const { data } of arrays.values()) {
    put(data, file, at);
    at += data.length * 4;
  }
  return file;
}

export const IS_LITTLE_ENDIAN = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1;

function put(data: Float32Array, file: ArrayBuffer, at: number): void {
  if (IS_LITTLE_ENDIAN) {
    new Float32Array(file, at, data.length).set(data);
    return;
  }
  const view = new DataView(file);
  for (let i = 0; i < data.length; i++) view.setFloat32(at + i * 4, data[i] as number, true);
}

/** The header of 32-bit floats that stand one array after the other. */
export function describeFloats(
  arrays: readonly { readonly name: string; readonly shape: readonly number[]; readonly length: number }[],
): { readonly header: Readonly<Record<string, unknown>>; readonly dataBytes: number } {
  const header: Record<string, unknown> = { __metadata__: { format: "pt" } };
  let offset = 0;
  for (const { name, shape, length } of arrays) {
    header[name] = { dtype: "F32", shape, data_offsets: [offset, offset + length * 4] };
    offset += length * 4;
  }
  return { header, dataBytes: offset };
}

/** A file with its header, and room for so many bytes of data from `start` on. */
export function openFile(
  header: Readonly<Record<string, unknown>>,
  dataBytes: number,
): { readonly file: ArrayBuffer; readonly start: number } {
  const text = asciiJson(header);
  const padded = text.padEnd(Math.ceil((8 + text.length) / ALIGNMENT) * ALIGNMENT - 8, " ");
  const start = 8 + padded.length;
  const file = new ArrayBuffer(start + dataBytes);
  new DataView(file).setBigUint64(0, BigInt(padded.length), true);
  const bytes = new Uint8Array(file, 8);
  for (let i = 0; i < padded.length; i++) bytes[i] = padded.charCodeAt(i);
  return { file, start };
}

/** JSON with everything beyond ASCII escaped, so that characters are bytes. */
function asciiJson(value: unknown): string {
  return JSON.stringify(value).replace(/[\u007f-\uffff]/g, (character) => {
    return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
  });
}
