import { createRegistry } from "../base/registry";
import { decodeUtf8 } from "../base/utf8";
import { HEAD_BYTES, type ImportFormat } from "./define-import";

const files = import.meta.glob<ImportFormat>("./*/import.ts", { eager: true, import: "default" });

/** Every kind of file that networks are read from, by its id; projects apart. */
export const importFormats = createRegistry("format", files, (format) => format.id);

/** What a file is, by its name and its first bytes; null if it is none that networks are read from. */
export function importFormatOf(name: string, bytes: Uint8Array): ImportFormat | null {
  const head = decodeUtf8(bytes.subarray(0, HEAD_BYTES));
  return importFormats.all.find((format) => format.detects(name, head)) ?? null;
}
