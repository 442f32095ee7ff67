import { UserError } from "../../base/assert";

export interface NpyArray {
  readonly shape: readonly number[];
  readonly data: Float32Array;
}

const MAGIC = "\x93NUMPY";

/** Number formats by NumPy's code, little endian or one byte. */
const formats: Readonly<
  Record<string, { readonly bytes: number; readonly read: (view: DataView, at: number) => number }>
> = {
  "<f4": { bytes: 4, read: (view, at) => view.getFloat32(at, true) },
  "<f8": { bytes: 8, read: (view, at) => view.getFloat64(at, true) },
  "|u1": { bytes: 1, read: (view, at) => view.getUint8(at) },
};

/** An array that NumPy saved, as 32-bit floats. Throws a readable error on other files, other numbers and damage. */
export function readNpy(file: ArrayBuffer): NpyArray {
  const { text, start } = readHeader(file);
  const descr = /'descr':\s*'([^']*)'/.exec(text)?.[1];
  const order = /'fortran_order':\s*(True|False)/.exec(text)?.[1];
  const sizes = /'shape':\s*\(([\d,\s]*)\)/.exec(text)?.[1];
  if (descr === undefined || order === undefined || sizes === undefined)
    throw damaged("its header is unreadable");
  const format = formats[descr];
  if (!format) {
    throw new UserError(`The array holds numbers of type ${descr}. Expected float32, float64 or uint8.`);
  }
  if (order === "True") {
    throw new UserError("The array is in Fortran order. Save numpy.ascontiguousarray(x) instead.");
  }
  const shape = sizes.split(",").flatMap((size) => (size.trim() === "" ? [] : [Number(size)]));
  const count = shape.reduce((product, size) => product * size, 1);
  if (start + count * format.bytes !== file.byteLength) {
    throw damaged(
      `shape (${shape.join(", ")}) needs ${count * format.bytes} bytes and has ${file.byteLength - start}`,
    );
  }
  const view = new DataView(file, start);
  const data = new Float32Array(count);
  for (let i = 0; i < count; i++) data[i] = format.read(view, i * format.bytes);
  return { shape, data };
}

function readHeader(file: ArrayBuffer): { readonly text: string; readonly start: number } {
  const bytes = new Uint8Array(file);
  const view = new DataView(file);
  if (bytes.length < 12 || latin1(bytes.subarray(0, 6)) !== MAGIC)
    throw damaged("it does not begin like one");
  const long = (bytes[6] as number) >= 2;
  const length = long ? view.getUint32(8, true) : view.getUint16(8, true);
  const start = (long ? 12 : 10) + length;
  if (start > bytes.length) throw damaged("its header is cut off");
  return { text: latin1(bytes.subarray(long ? 12 : 10, start)), start };
}

function latin1(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");
}

function damaged(reason: string): UserError {
  return new UserError(`This is not a .npy file, or it is damaged: ${reason}. Save it with numpy.save.`);
}
