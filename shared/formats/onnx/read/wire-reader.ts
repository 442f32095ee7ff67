import { UserError } from "../../../base/assert";
import { decodeUtf8 } from "../../../base/utf8";

/** One field of a message: a number, or where its bytes stand. Four-byte floats come as numbers, too. */
export interface Field {
  readonly number: number;
  readonly value: number;
  /** Null for numbers. */
  readonly bytes: Uint8Array | null;
}

export function brokenFile(reason: string): UserError {
  return new UserError(`This is not an ONNX model, or it is damaged: ${reason}. Save or download it again.`);
}

/**
 * The fields of a message, in order. Looks at nothing inside of them and never outside of the bytes given, so that a
 * weight of any size costs no more than its head. Throws a readable error where the bytes make no sense.
 */
export function* fieldsOf(bytes: Uint8Array): Generator<Field> {
  const at = { position: 0 };
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  while (at.position < bytes.length) {
    const { number, kind } = readKey(bytes, at);
    switch (kind) {
      case 0:
        yield { number, value: readVarint(bytes, at), bytes: null };
        break;
      case 1:
        yield { number, value: view.getFloat64(skip(bytes, at, 8), true), bytes: null };
        break;
      case 2: {
        const length = readVarint(bytes, at);
        const start = skip(bytes, at, length);
        yield { number, value: length, bytes: bytes.subarray(start, start + length) };
        break;
      }
      case 5:
        yield { number, value: view.getFloat32(skip(bytes, at, 4), true), bytes: null };
        break;
      default:
        throw unknownKind();
    }
  }
}

/** Of a field that begins here: its number, its kind, and the bytes of its head and of what follows. */
export function fieldHead(bytes: Uint8Array): {
  readonly number: number;
  readonly kind: number;
  readonly size: number;
  readonly length: number;
} {
  const at = { position: 0 };
  const { number, kind } = readKey(bytes, at);
  const size = at.position;
  switch (kind) {
    case 0:
      readVarint(bytes, at);
      return { number, kind, size, length: at.position - size };
    case 1:
      return { number, kind, size, length: 8 };
    case 2: {
      const length = readVarint(bytes, at);
      if (length < 0) throw brokenFile(`a part has ${length} bytes`);
      return { number, kind, size: at.position, length };
    }
    case 5:
      return { number, kind, size, length: 4 };
    default:
      throw unknownKind();
  }
}

function readKey(bytes: Uint8Array, at: Cursor): { readonly number: number; readonly kind: number } {
  const key = readVarint(bytes, at);
  const number = Math.floor(key / 8);
  if (number < 1 || number > 536870911) throw brokenFile("it holds a field without a number");
  return { number, kind: key % 8 };
}

function unknownKind(): UserError {
  return brokenFile("its bytes are not those of a model file");
}

/** The whole numbers of a field: packed in one, or one by one. */
export function intsOf({ value, bytes }: Field): readonly number[] {
  if (!bytes) return [value];
  const numbers: number[] = [];
  const at = { position: 0 };
  while (at.position < bytes.length) numbers.push(readVarint(bytes, at));
  return numbers;
}

/** The 32-bit numbers of a field: packed in one, or one by one. */
export function floatsOf({ value, bytes }: Field): readonly number[] {
  if (!bytes) return [value];
  if (bytes.length % 4 !== 0) throw brokenFile("a list of numbers ends in the middle of one");
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Array.from({ length: bytes.length / 4 }, (_, index) => view.getFloat32(index * 4, true));
}

export function textOf({ bytes }: Field): string {
  return decodeUtf8(bytesOf(bytes));
}

export function messageOf({ bytes }: Field): Uint8Array {
  return bytesOf(bytes);
}

function bytesOf(bytes: Uint8Array | null): Uint8Array {
  if (!bytes) throw brokenFile("a number stands where a text or a part should");
  return bytes;
}

interface Cursor {
  position: number;
}

function skip(bytes: Uint8Array, at: Cursor, length: number): number {
  const start = at.position;
  if (length < 0 || length > bytes.length - start) {
    throw brokenFile(`a part of ${length} bytes is cut off after ${bytes.length - start}`);
  }
  at.position = start + length;
  return start;
}

/** A signed 64-bit number, as far as JavaScript's numbers hold it exactly. */
function readVarint(bytes: Uint8Array, at: Cursor): number {
  let low = 0;
  let high = 0;
  for (let index = 0; index < 10; index++) {
    const byte = bytes[at.position];
    if (byte === undefined) throw brokenFile("it ends in the middle of a number");
    at.position++;
    const bits = byte & 127;
    if (index < 4) low += bits * 2 ** (7 * index);
    else if (index === 4) {
      low += (bits & 15) * 2 ** 28;
      high += bits >> 4;
    } else high += bits * 2 ** (7 * index - 32);
    if (byte < 128) return combine(low, high);
  }
  throw brokenFile("a number is longer than 64 bits");
}

function combine(low: number, high: number): number {
  const upper = high % 2 ** 32;
  return upper >= 2 ** 31 ? (upper - 2 ** 32) * 2 ** 32 + low : upper * 2 ** 32 + low;
}
