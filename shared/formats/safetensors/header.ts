import { z } from "zod";
import { UserError } from "../../base/assert";

/** The format's own limit on its header. */
const MAX_HEADER_BYTES = 100_000_000;

const entrySchema = z.object({
  dtype: z.string(),
  shape: z.array(z.int().min(0)),
  data_offsets: z.tuple([z.int().min(0), z.int().min(0)]),
});

const metadataSchema = z.record(z.string(), z.string());

/** One array as it lies in the file. */
export interface SafetensorsEntry {
  readonly dtype: string;
  readonly shape: readonly number[];
  /** Where its data is, in bytes from the start of the file. */
  readonly begin: number;
  readonly end: number;
}

export interface SafetensorsHeader {
  readonly entries: ReadonlyMap<string, SafetensorsEntry>;
  readonly metadata: Readonly<Record<string, string>>;
}

/**
 * What a safetensors file says of itself. Throws a readable error on a file that is damaged, cut off or something else.
 *
 * Layout: 8 bytes little-endian length, so many bytes of JSON, then the data that its offsets refer to.
 */
export function readHeader(file: ArrayBuffer): SafetensorsHeader {
  const { header, start } = parseHeader(file);
  const entries = new Map<string, SafetensorsEntry>();
  for (const [name, raw] of Object.entries(header)) {
    if (name === "__metadata__") continue;
    const parsed = entrySchema.safeParse(raw);
    if (!parsed.success) throw damaged(`the entry "${name}" lacks a dtype, a shape or two offsets`);
    const { dtype, shape, data_offsets } = parsed.data;
    const [begin, end] = data_offsets;
    if (begin > end || start + end > file.byteLength) {
      throw damaged(`the data of "${name}" lies outside of the file (bytes ${begin} to ${end})`);
    }
    entries.set(name, { dtype, shape, begin: start + begin, end: start + end });
  }
  refuseOverlap(entries);
  const metadata = metadataSchema.safeParse(header.__metadata__ ?? {});
  return { entries, metadata: metadata.success ? metadata.data : {} };
}

function parseHeader(file: ArrayBuffer): { header: Readonly<Record<string, unknown>>; start: number } {
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

function refuseOverlap(entries: ReadonlyMap<string, SafetensorsEntry>): void {
  const ranges = [...entries].map(([name, { begin, end }]) => ({ name, begin, end }));
  ranges.sort((a, b) => a.begin - b.begin || a.end - b.end);
  for (const [index, range] of ranges.entries()) {
    const before = ranges[index - 1];
    if (before && range.begin < before.end) throw damaged(`"${before.name}" and "${range.name}" overlap`);
  }
}

export function damaged(reason: string): UserError {
  return new UserError(
    `This is not a safetensors file, or it is damaged: ${reason}. Save or download it again.`,
  );
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
