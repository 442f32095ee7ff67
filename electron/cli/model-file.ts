import { readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { UserError } from "../../shared/base/assert";
import { HEAD_BYTES, type ImportedNetwork, type ImportFormat } from "../../shared/formats/define-import";
import { importFormatOf, importFormats } from "../../shared/formats/importers";
import { readBytes, readHead } from "./files";

/** Reads a network from another program's file, whatever kind it is. Throws a readable error if it is none that is known. */
export async function readModel(path: string): Promise<ImportedNetwork> {
  const format = importFormatOf(path, await readHead(path, HEAD_BYTES));
  if (format) return openModel(path, format);
  const known = importFormats.all.map(({ title, extension }) => `${title} (${extension})`).join(", ");
  throw new UserError(`${path} is no model of another program that is known here. Expected ${known}.`);
}

export async function openModel(path: string, format: ImportFormat): Promise<ImportedNetwork> {
  const file = await readBytes(path);
  const name = basename(path).replace(/\.\w+$/, "");
  try {
    return await format.read(file, { name, beside: (other) => readBeside(path, other) });
  } catch (thrown) {
    throw thrown instanceof UserError ? new UserError(`${path}: ${thrown.message}`) : thrown;
  }
}

/** A file may name others, but none out of its own folder. */
function readBeside(path: string, name: string): ArrayBuffer {
  if (basename(name) !== name || name === "..") {
    throw new UserError(`"${name}" does not lie beside it. Put it there, and name it alone.`);
  }
  try {
    const { buffer, byteOffset, byteLength } = readFileSync(join(dirname(path), name));
    return buffer.slice(byteOffset, byteOffset + byteLength) as ArrayBuffer;
  } catch {
    throw new UserError(`Its weights are in "${name}" beside it, and that cannot be read.`);
  }
}
