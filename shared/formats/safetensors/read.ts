import { z } from "zod";
import { UserError } from "../../base/assert";

export interface NamedArray {
  readonly shape: readonly number[];
  readonly data: Float32Array;
}

/** The format's own limit on its header. */
const MAX_HEADER_BYTES = 100_000_000;

const entrySchema = z.object({
  dtype: z.string(),
  shape: z.array(z.int().min(0)),
  data_offsets: z.tuple([z.int().min(0), z.int().min(0)]),
});

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

/**
 * Every array of a safetensors file, as 32-bit floats. Throws a readable error on a file that is damaged, cut off or
 * something else; never reads outside of it.
 *
 * Layout: 8 bytes little-endian length, so many bytes of JSON, then the data that its offsets refer to.
 */
export function readSafetensors(file: ArrayBuffer): Map<string, NamedArray> {
  const { header, start } = readHeader(file);
  const arrays = new Map<string, NamedArray>();
  const ranges: { name: string; begin: number; end: number }[] = [];
  for (const [name, raw] of Object.entries(header)) {
    if (name === "__metadata__") continue;
    const parsed = entrySchema.safeParse(raw);
    if (!parsed.success) throw damaged(`the entry "${name}" lacks a dtype, a shape or two offsets`);
    const [begin, end] = parsed.data.data_offsets;
    if (begin > end || start + end > file.byteLength) {
      throw damaged(`the data of "${name}" lies outside of the file (bytes ${begin} to ${end})`);
    }
    ranges.push({ name, begin, end });
    arrays.set(name, readArray(name, parsed.data, new DataView(file, start + begin, end - begin)));
  }
  refuseOverlap(ranges);
  return arrays;
}

function readHeader(file: ArrayBuffer): { header: Readonly<Record<string, unknown>>; start: number } {
  if (file.byteLength < 8) throw damaged(`it has ${file.byteLength} bytes, too few for a header`);
  const length = new DataView(file).getBigUint64(0, true);
  if (length > BigInt(Math.min(MAX_HEADER_BYTES, file.byteLength - 8))) {
    throw damaged(`its header would be ${length} bytes long`);
  }
  const start = 8 + Number(length);
  let header: unknown;
  try {
    header = JSON.parse(decodeUtf8(new Uint8Array(file, 8, Number(length))));
  } catch {
    throw damaged("its header is not JSON");
  }
  if (typeof header !== "object" || header === null || Array.isArray(header)) {
    throw damaged("its header is not a JSON object");
  }
  return { header: header as Record<string, unknown>, start };
}

function readArray(name: string, entry: z.infer<typeof entrySchema>, view: DataView): NamedArray {
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

function refuseOverlap(ranges: { name: string; begin: number; end: number }[]): void {
  ranges.sort((a, b) => a.begin - b.begin || a.end - b.end);
  for (const [index, range] of ranges.entries()) {
    const before = ranges[index - 1];
    if (before && range.begin < before.end) throw damaged(`"${before.name}" and "${range.name}" overlap`);
  }
}

function damaged(reason: string): UserError {
  return new UserError(
    `This is not a safetensors file, or it is damaged: ${reason}. Save or download it again.`,
  );
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

/** `TextDecoder` is no part of the language, and this folder may use nothing else. */
function decodeUtf8(bytes: Uint8Array): string {
  const pieces: string[] = [];
  for (let start = 0; start < bytes.length; start += 8192) {
    let piece = "";
    for (const byte of bytes.subarray(start, start + 8192)) {
      piece += byte < 0x80 ? String.fromCharCode(byte) : `%${byte.toString(16)}`;
    }
    pieces.push(piece);
  }
  return decodeEscapes(pieces.join(""));
}

function decodeEscapes(text: string): string {
  return text.replace(/(%[89a-f][0-9a-f])+/g, (run) => decodeURIComponent(run));
}
