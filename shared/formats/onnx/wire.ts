import { encodeUtf8 } from "../../base/utf8";

/**
 * Protocol buffers' wire format (protobuf.dev/programming-guides/encoding), as much of it as ONNX needs. Written by
 * hand because the libraries hold a whole message in memory, and most of a model is weights that pass through.
 */
export interface Message {
  readonly size: number;
  readonly pieces: readonly Piece[];
}

/** Bytes at hand, or so many that are made when their turn comes. */
export type Piece = Uint8Array | LatePiece;

export interface LatePiece {
  readonly size: number;
  read(): Promise<Uint8Array> | Uint8Array;
}

const VARINT = 0;
const LENGTH_DELIMITED = 2;
const FIXED_32 = 5;

export function message(...fields: readonly (Message | readonly Message[])[]): Message {
  const flat = fields.flat();
  return {
    size: flat.reduce((sum, field) => sum + field.size, 0),
    pieces: flat.flatMap((field) => field.pieces),
  };
}

export function intField(field: number, value: number): Message {
  return bytesOf([...varint(field * 8 + VARINT), ...varint(value)]);
}

export function floatField(field: number, value: number): Message {
  const bytes = new Uint8Array(5);
  bytes[0] = field * 8 + FIXED_32;
  new DataView(bytes.buffer).setFloat32(1, value, true);
  return { size: 5, pieces: [bytes] };
}

export function textField(field: number, text: string): Message {
  return bytesField(field, encodeUtf8(text));
}

export function bytesField(field: number, piece: Piece): Message {
  return lengthDelimited(field, { size: sizeOf(piece), pieces: [piece] });
}

export function messageField(field: number, inner: Message): Message {
  return lengthDelimited(field, inner);
}

/** A list of whole numbers in one field. */
export function packedIntsField(field: number, values: readonly number[]): Message {
  return lengthDelimited(field, bytesOf(values.flatMap((value) => varint(value))));
}

export function sizeOf(piece: Piece): number {
  return piece instanceof Uint8Array ? piece.byteLength : piece.size;
}

/** Fields that are bytes already. */
export function raw(bytes: Uint8Array): Message {
  return { size: bytes.byteLength, pieces: [bytes] };
}

function lengthDelimited(field: number, { size, pieces }: Message): Message {
  const head = bytesOf([...varint(field * 8 + LENGTH_DELIMITED), ...varint(size)]);
  return { size: head.size + size, pieces: [...head.pieces, ...pieces] };
}

function bytesOf(bytes: readonly number[]): Message {
  return raw(Uint8Array.from(bytes));
}

/** Seven bits to a byte, lowest first; negative numbers as the 64-bit two's complement. */
function varint(value: number): readonly number[] {
  const bytes: number[] = [];
  let rest = BigInt.asUintN(64, BigInt(value));
  for (; rest > 127n; rest >>= 7n) bytes.push(Number(rest & 127n) | 128);
  bytes.push(Number(rest));
  return bytes;
}

/** What small pieces are gathered to. */
const BLOCK_BYTES = 1 << 16;

/** The bytes of a message in order; large pieces come as they are. */
export async function* chunksOf({ pieces }: Message): AsyncGenerator<Uint8Array> {
  let block = new Uint8Array(BLOCK_BYTES);
  let filled = 0;
  for (const piece of pieces) {
    const bytes = piece instanceof Uint8Array ? piece : await piece.read();
    if (bytes.byteLength !== sizeOf(piece)) {
      throw new Error(`A piece of ${sizeOf(piece)} bytes came with ${bytes.byteLength}`);
    }
    if (filled + bytes.byteLength > BLOCK_BYTES) {
      if (filled > 0) yield block.subarray(0, filled);
      block = new Uint8Array(BLOCK_BYTES);
      filled = 0;
    }
    if (bytes.byteLength > BLOCK_BYTES) {
      yield bytes;
      continue;
    }
    block.set(bytes, filled);
    filled += bytes.byteLength;
  }
  if (filled > 0) yield block.subarray(0, filled);
}

/** All of them in one array. */
export async function messageBytes(whole: Message): Promise<Uint8Array> {
  const bytes = new Uint8Array(whole.size);
  let at = 0;
  for await (const chunk of chunksOf(whole)) {
    bytes.set(chunk, at);
    at += chunk.byteLength;
  }
  return bytes;
}
