import { UserError } from "../../base/assert";
import { halfToNumber } from "../half";
import { damaged, readHeader, type SafetensorsEntry } from "./header";

export interface NamedArray {
  readonly shape: readonly number[];
  readonly data: Float32Array;
}

/** How each number format of the file becomes 32-bit floats; `bytes` per element. */
const formats: Readonly<
  Record<string, { readonly bytes: number; readonly read: (view: DataView, at: number) => number }>
> = {
  F64: { bytes: 8, read: (view, at) => view.getFloat64(at, true) },
  F32: { bytes: 4, read: (view, at) => view.getFloat32(at, true) },
  F16: { bytes: 2, read: (view, at) => halfToNumber(view.getUint16(at, true)) },
  BF16: { bytes: 2, read: (view, at) => brainToNumber(view.getUint16(at, true)) },
  I64: { bytes: 8, read: (view, at) => Number(view.getBigInt64(at, true)) },
};

/** An array of a file that is read when it is asked for. */
export interface StoredArray {
  readonly shape: readonly number[];
  /** As 32-bit floats; the file's own bytes where it holds such, at an address that fits. */
  read(): Float32Array;
}

/** Every array of a safetensors file, as 32-bit floats of its own. */
export function readSafetensors(file: ArrayBuffer): Map<string, NamedArray> {
  const stored = [...openSafetensors(file)];
  return new Map(stored.map(([name, { shape, read }]) => [name, { shape, data: read().slice() }]));
}

/** What a safetensors file holds. Throws a readable error as `readHeader` does; never reads outside. */
export function openSafetensors(file: ArrayBuffer): Map<string, StoredArray> {
  const arrays = new Map<string, StoredArray>();
  for (const [name, entry] of readHeader(file).entries) {
    arrays.set(name, openArray(name, entry, new DataView(file, entry.begin, entry.end - entry.begin)));
  }
  return arrays;
}

function openArray(name: string, entry: SafetensorsEntry, view: DataView): StoredArray {
  const format = formats[entry.dtype];
  if (!format) {
    const known = Object.keys(formats).join(", ");
    throw new UserError(`"${name}" holds numbers of type ${entry.dtype}. Known: ${known}.`);
  }
  const count = entry.shape.reduce((product, size) => product * size, 1);
  if (count * format.bytes !== view.byteLength) {
    const shape = `[${entry.shape.join(", ")}]`;
    throw damaged(
      `"${name}" of shape ${shape} needs ${count * format.bytes} bytes and has ${view.byteLength}`,
    );
  }
  return {
    shape: entry.shape,
    read() {
      if (entry.dtype === "F32" && view.byteOffset % 4 === 0) {
        return new Float32Array(view.buffer as ArrayBuffer, view.byteOffset, count);
      }
      const data = new Float32Array(count);
      for (let i = 0; i < count; i++) data[i] = format.read(view, i * format.bytes);
      return data;
    },
  };
}

const scratch = new DataView(new ArrayBuffer(4));

/** bfloat16 is the upper half of a 32-bit float. */
function brainToNumber(bits: number): number {
  scratch.setUint32(0, bits << 16);
  return scratch.getFloat32(0);
}
