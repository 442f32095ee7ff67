import { UserError } from "../../base/assert";

export interface TarEntry {
  readonly path: string;
  /** A view into the archive. */
  readonly bytes: Uint8Array;
}

const BLOCK = 512;
const NAME = { at: 0, length: 100 } as const;
const SIZE = { at: 124, length: 12 } as const;
const CHECKSUM = { at: 148, length: 8 } as const;
const TYPE = { at: 156, length: 1 } as const;
const PREFIX = { at: 345, length: 155 } as const;

/** The plain files of a tar archive (POSIX ustar and what came before it); folders, links and the rest are passed over. */
export function readTar(archive: Uint8Array, path: string): readonly TarEntry[] {
  const entries: TarEntry[] = [];
  for (let at = 0; at < archive.length; ) {
    if (at + BLOCK > archive.length) throw cutShort(path);
    const header = archive.subarray(at, at + BLOCK);
    if (header.every((byte) => byte === 0)) break;
    if (octal(header, CHECKSUM) !== checksumOf(header))
      throw new UserError(`${path} is not a tar archive, or is damaged at byte ${at}: a checksum is wrong.`);
    const size = octal(header, SIZE);
    const from = at + BLOCK;
    if (!(from + size <= archive.length)) throw cutShort(path);
    const type = textOf(header, TYPE);
    if (type === "0" || type === "") {
      const prefix = textOf(header, { at: 257, length: 5 }) === "ustar" ? textOf(header, PREFIX) : "";
      const name = textOf(header, NAME);
      entries.push({ path: prefix ? `${prefix}/${name}` : name, bytes: archive.subarray(from, from + size) });
    }
    at = from + Math.ceil(size / BLOCK) * BLOCK;
  }
  return entries;
}

interface Slot {
  readonly at: number;
  readonly length: number;
}

function textOf(header: Uint8Array, { at, length }: Slot): string {
  const bytes = header.subarray(at, at + length);
  const end = bytes.indexOf(0);
  return String.fromCharCode(...(end < 0 ? bytes : bytes.subarray(0, end)));
}

/** Not a number where the digits are none, which no comparison lets pass. */
function octal(header: Uint8Array, slot: Slot): number {
  const text = textOf(header, slot).trim();
  return /^[0-7]+$/.test(text) ? Number.parseInt(text, 8) : Number.NaN;
}

/** The sum of the header's bytes, its own place read as spaces. */
function checksumOf(header: Uint8Array): number {
  let sum = 0;
  for (const [at, byte] of header.entries()) {
    sum += at >= CHECKSUM.at && at < CHECKSUM.at + CHECKSUM.length ? 32 : byte;
  }
  return sum;
}

function cutShort(path: string): UserError {
  return new UserError(`${path} is cut short: the archive ends inside a file. Fetch it again.`);
}
