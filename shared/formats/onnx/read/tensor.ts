import { UserError } from "../../../base/assert";
import { isFloatType, type NumberType, numberTypeOf } from "../../../layers/number-types";
import { halfToNumber } from "../../half";
import { brokenFile, fieldsOf, floatsOf, intsOf, messageOf, textOf } from "./wire-reader";

/** A constant of the file. Its numbers are read when they are asked for. */
export interface StoredTensor {
  readonly name: string;
  readonly shape: readonly number[];
  /** How many numbers it holds, and whether they are whole. */
  readonly count: number;
  readonly isWhole: boolean;
  /** Null for one that is not read. */
  readonly type: NumberType | null;
  numbers(): Float32Array | Float64Array;
  /** As they stand in the file, little-endian; null where they stand there as numbers. */
  bytes(): Uint8Array | null;
}

/** The bytes of a file beside the model; throws where it is not there. */
export type ExternalFiles = (name: string) => ArrayBuffer;

interface Reading {
  readonly bytes: number;
  readonly whole: boolean;
  read(view: DataView, at: number): number;
}

/** ONNX's TensorProto.DataType. */
const TYPES: Readonly<Record<number, Reading>> = {
  1: { bytes: 4, whole: false, read: (view, at) => view.getFloat32(at, true) },
  2: { bytes: 1, whole: true, read: (view, at) => view.getUint8(at) },
  3: { bytes: 1, whole: true, read: (view, at) => view.getInt8(at) },
  4: { bytes: 2, whole: true, read: (view, at) => view.getUint16(at, true) },
  5: { bytes: 2, whole: true, read: (view, at) => view.getInt16(at, true) },
  6: { bytes: 4, whole: true, read: (view, at) => view.getInt32(at, true) },
  7: { bytes: 8, whole: true, read: (view, at) => Number(view.getBigInt64(at, true)) },
  9: { bytes: 1, whole: true, read: (view, at) => view.getUint8(at) },
  10: { bytes: 2, whole: false, read: (view, at) => halfToNumber(view.getUint16(at, true)) },
  11: { bytes: 8, whole: false, read: (view, at) => view.getFloat64(at, true) },
  12: { bytes: 4, whole: true, read: (view, at) => view.getUint32(at, true) },
};

/** Reads a TensorProto's head. */
export function readTensor(bytes: Uint8Array, external: ExternalFiles): StoredTensor {
  const shape: number[] = [];
  const listed: number[] = [];
  const place: Record<string, string> = {};
  let type = 1;
  let name = "";
  let raw: Uint8Array | null = null;
  for (const field of fieldsOf(bytes)) {
    if (field.number === 1) push(shape, intsOf(field));
    else if (field.number === 2) type = field.value;
    else if (field.number === 4) push(listed, floatsOf(field));
    else if (field.number === 5 || field.number === 7) push(listed, intsOf(field));
    else if (field.number === 8) name = textOf(field);
    else if (field.number === 9) raw = messageOf(field);
    else if (field.number === 13) Object.assign(place, keyValue(messageOf(field)));
  }
  const count = countOf(name, shape);
  const numbers = TYPES[type];
  const isWhole = numbers?.whole ?? false;
  const read = (): Float32Array | Float64Array => {
    if (!numbers)
      throw new UserError(`The constant "${name}" holds a type of number that is not read (${type}).`);
    if (place.location !== undefined) return decode(name, sliceOf(name, place, external), numbers, count);
    if (raw) return decode(name, raw, numbers, count);
    if (listed.length !== count)
      throw brokenFile(`"${name}" should hold ${count} numbers and holds ${listed.length}`);
    return type === 10 ? Float32Array.from(listed, halfToNumber) : asArray(listed, isWhole);
  };
  const held = place.location === undefined ? raw?.byteLength : lengthOf(place);
  if (held !== undefined && numbers && held !== count * numbers.bytes) {
    throw brokenFile(`"${name}" should hold ${count * numbers.bytes} bytes and holds ${held}`);
  }
  const bytesHere = (): Uint8Array | null =>
    place.location === undefined ? raw : sliceOf(name, place, external);
  return {
    name,
    shape,
    count,
    isWhole,
    type: numberTypeOf(type)?.name ?? null,
    numbers: read,
    bytes: bytesHere,
  };
}

/** A constant that was computed. */
export function madeTensor(
  shape: readonly number[],
  values: readonly number[],
  type: NumberType,
): StoredTensor {
  const isWhole = !isFloatType(type);
  return {
    ...{ name: "", shape, count: values.length, isWhole, type },
    numbers: () => asArray(values, isWhole),
    bytes: () => null,
  };
}

function asArray(values: readonly number[], isWhole: boolean): Float32Array | Float64Array {
  return isWhole ? Float64Array.from(values) : Float32Array.from(values);
}

function push(list: number[], more: readonly number[]): void {
  for (const value of more) list.push(value);
}

/** More axes than any tensor has. */
const MOST_AXES = 32;

/** No array is larger. */
const MOST_NUMBERS = 2 ** 31;

function countOf(name: string, shape: readonly number[]): number {
  if (shape.length > MOST_AXES) {
    throw brokenFile(`"${name}" has ${shape.length} axes, more than ${MOST_AXES}`);
  }
  const count = shape.reduce((product, size) => product * size, 1);
  if (shape.some((size) => size < 0) || !(count <= MOST_NUMBERS)) {
    throw brokenFile(`"${name}" cannot have the shape [${shape.join(", ")}]`);
  }
  return count;
}

function decode(name: string, bytes: Uint8Array, type: Reading, count: number): Float32Array | Float64Array {
  if (bytes.byteLength !== count * type.bytes) {
    throw brokenFile(`"${name}" should hold ${count * type.bytes} bytes and holds ${bytes.byteLength}`);
  }
  if (type === TYPES[1] && bytes.byteOffset % 4 === 0) {
    return new Float32Array(bytes.buffer as ArrayBuffer, bytes.byteOffset, count);
  }
  if (type === TYPES[1]) return new Float32Array(bytes.slice().buffer);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const values = type.whole ? new Float64Array(count) : new Float32Array(count);
  for (let i = 0; i < count; i++) values[i] = type.read(view, i * type.bytes);
  return values;
}

/** Of what stands in another file, where the model says it. */
function lengthOf({ length }: Readonly<Record<string, string>>): number | undefined {
  return length === undefined ? undefined : Number(length);
}

/** Only a name beside the model counts: a file may not send us elsewhere. */
function sliceOf(name: string, place: Readonly<Record<string, string>>, external: ExternalFiles): Uint8Array {
  const { location = "", offset = "0", length } = place;
  if (!/^(\.\/)?[^/\\]+$/.test(location) || location.startsWith("..")) {
    throw new UserError(
      `The weights of "${name}" are said to be in "${location}". Expected a file beside the model.`,
    );
  }
  const file = external(location.replace(/^\.\//, ""));
  const begin = Number(offset);
  const end = length === undefined ? file.byteLength : begin + Number(length);
  if (!(begin >= 0 && end >= begin && end <= file.byteLength)) {
    throw brokenFile(
      `"${name}" should stand at bytes ${begin} to ${end} of ${location}, which has ${file.byteLength}`,
    );
  }
  return new Uint8Array(file, begin, end - begin);
}

export function keyValue(bytes: Uint8Array): Readonly<Record<string, string>> {
  let [key, value] = ["", ""];
  for (const field of fieldsOf(bytes)) {
    if (field.number === 1) key = textOf(field);
    else if (field.number === 2) value = textOf(field);
  }
  return { [key]: value };
}
