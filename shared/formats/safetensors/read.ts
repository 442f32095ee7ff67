import { UserError } from "../../base/assert";
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

/** Every array of a safetensors file, as 32-bit floats. Throws a readable error as `readHeader` does; never reads outside. */
export function readSafetensors(file: ArrayBuffer): Map<string, NamedArray> {
  const arrays = new Map<string, NamedArray>();
  for (const [name, entry] of readHeader(file).entries) {
    arrays.set(name, readArray(name, entry, new DataView(file, entry.begin, entry.end - entry.begin)));
  }
  return arrays;
}

function readArray(name: string, entry: SafetensorsEntry, view: DataView): NamedArray {
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
  const data = new Float32Array(count);
  for (let i = 0; i < count; i++) data[i] = format.read(view, i * format.bytes);
  return { shape: entry.shape, data };
}

/** IEEE 754 binary16. */
function halfToNumber(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 0x1f;
  const fraction = bits & 0x3ff;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 31) return fraction ? Number.NaN : sign * Number.POSITIVE_INFINITY;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}

const scratch = new DataView(new ArrayBuffer(4));

/** bfloat16 is the upper half of a 32-bit float. */
function brainToNumber(bits: number): number {
  scratch.setUint32(0, bits << 16);
  return scratch.getFloat32(0);
}
