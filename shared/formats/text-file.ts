import { encodeUtf8 } from "../base/utf8";
import type { ExportedFile } from "./define";

/** A file of text. */
export function textFile(name: string, text: string): ExportedFile {
  const bytes = encodeUtf8(text);
  return { name, size: bytes.length, chunks: () => [bytes] };
}
