/** ONNX's types of numbers (TensorProto.DataType), under the names that its documentation gives them. */
export const NUMBER_TYPES = [
  { name: "float", code: 1, isFloat: true },
  { name: "uint8", code: 2, isFloat: false },
  { name: "int8", code: 3, isFloat: false },
  { name: "uint16", code: 4, isFloat: false },
  { name: "int16", code: 5, isFloat: false },
  { name: "int32", code: 6, isFloat: false },
  { name: "int64", code: 7, isFloat: false },
  { name: "string", code: 8, isFloat: false },
  { name: "bool", code: 9, isFloat: false },
  // Read as 32-bit numbers, as all networks are here.
  { name: "float16", code: 10, isFloat: true },
  { name: "double", code: 11, isFloat: true },
  { name: "uint32", code: 12, isFloat: false },
  { name: "uint64", code: 13, isFloat: false },
  { name: "bfloat16", code: 16, isFloat: true },
] as const;
export type NumberType = (typeof NUMBER_TYPES)[number]["name"];

export function numberTypeOf(code: number): (typeof NUMBER_TYPES)[number] | undefined {
  return NUMBER_TYPES.find((type) => type.code === code);
}

export function isFloatType(name: NumberType): boolean {
  return NUMBER_TYPES.some((type) => type.name === name && type.isFloat);
}

export function codeOf(name: NumberType): number {
  return NUMBER_TYPES.find((type) => type.name === name)?.code ?? 1;
}

/** Numbers as the bytes of a tensor. */
export function bytesOfNumbers(type: NumberType, values: ArrayLike<number>): Uint8Array {
  const at = WRITERS[type];
  if (!at) throw new Error(`Numbers are not written as ${type}`);
  const bytes = new Uint8Array(values.length * at.bytes);
  const view = new DataView(bytes.buffer);
  for (let index = 0; index < values.length; index++)
    at.write(view, index * at.bytes, values[index] as number);
  return bytes;
}

interface Writer {
  readonly bytes: number;
  write(view: DataView, at: number, value: number): void;
}

function atMost(value: number, most: bigint): bigint {
  const whole = BigInt(value);
  return whole > most ? most : whole;
}

/** Little-endian, as ONNX has them. Floats of other widths are written as the 32-bit numbers that they were read as. */
const FLOAT: Writer = { bytes: 4, write: (view, at, value) => view.setFloat32(at, value, true) };
const WRITERS: Readonly<Partial<Record<NumberType, Writer>>> = {
  float: FLOAT,
  uint8: { bytes: 1, write: (view, at, value) => view.setUint8(at, value) },
  int8: { bytes: 1, write: (view, at, value) => view.setInt8(at, value) },
  uint16: { bytes: 2, write: (view, at, value) => view.setUint16(at, value, true) },
  int16: { bytes: 2, write: (view, at, value) => view.setInt16(at, value, true) },
  int32: { bytes: 4, write: (view, at, value) => view.setInt32(at, value, true) },
  uint32: { bytes: 4, write: (view, at, value) => view.setUint32(at, value, true) },
  // "To the end" is written as the largest number, which no double holds.
  int64: { bytes: 8, write: (view, at, value) => view.setBigInt64(at, atMost(value, 2n ** 63n - 1n), true) },
  uint64: {
    bytes: 8,
    write: (view, at, value) => view.setBigUint64(at, atMost(value, 2n ** 64n - 1n), true),
  },
  bool: { bytes: 1, write: (view, at, value) => view.setUint8(at, value) },
};

/** How many bytes a number takes in a tensor; null for texts, and for floats that are written as others. */
export function bytesPerNumber(type: NumberType): number | null {
  return WRITERS[type]?.bytes ?? null;
}
