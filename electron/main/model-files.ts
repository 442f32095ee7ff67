import { open, readFile, stat } from "node:fs/promises";
import { basename, dirname, extname, join } from "node:path";
import type { FileFilter } from "electron";
import { UserError } from "../../shared/base/assert";
import type { OpenedModel } from "../../shared/contracts/files";
import { HEAD_BYTES } from "../../shared/formats/define-import";
import { importFormatOf, importFormats } from "../../shared/formats/importers";
import { isProjectPath, readFailure } from "./project-files";

/** The kinds of models that open, as dialogs name them. */
export const MODEL_TYPES: readonly FileFilter[] = importFormats.all.map(({ title, extension }) => ({
  name: title,
  extensions: [extension.slice(1)],
}));

/** What Node reads at once. */
const MAX_BYTES = 2 ** 31 - 1;

export function isOpenablePath(path: string): boolean {
  const ending = extname(path).toLowerCase();
  return isProjectPath(path) || importFormats.all.some(({ extension }) => extension === ending);
}

/** Whether the file is a model of another program, by its name and its first bytes; false where it cannot be read. */
export async function isModelFile(path: string): Promise<boolean> {
  try {
    return importFormatOf(basename(path), await readHead(path)) !== null;
  } catch {
    return false;
  }
}

export async function readModel(path: string): Promise<OpenedModel> {
  return { name: basename(path), bytes: await readWhole(path), besides: {}, place: path };
}

/** Only a name that stands in the model, and only out of its folder: the page reaches no other file through this. */
export async function readBeside(model: string, name: string): Promise<ArrayBuffer> {
  const isNamed = name === basename(name) && (await readFile(model)).includes(name);
  if (!isNamed) throw new UserError(`"${basename(model)}" names no file "${name}" beside it.`);
  const path = join(dirname(model), name);
  if (await isFile(path)) return readWhole(path);
  throw new UserError(
    `"${basename(model)}" has its weights in "${name}" beside it, and that is not there. Put it into ${dirname(model)}.`,
  );
}

async function isFile(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isFile(),
    () => false,
  );
}

async function readHead(path: string): Promise<Uint8Array> {
  const file = await open(path);
  try {
    const { bytesRead, buffer } = await file.read(new Uint8Array(HEAD_BYTES), 0, HEAD_BYTES, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

async function readWhole(path: string): Promise<ArrayBuffer> {
  const name = basename(path);
  try {
    const { size } = await stat(path);
    if (size > MAX_BYTES) {
      throw new UserError(
        `"${name}" is too large: at most 2 GiB were expected. Keep its weights in several files.`,
      );
    }
    const { buffer, byteOffset, byteLength } = await readFile(path);
    return (
      byteLength === buffer.byteLength ? buffer : buffer.slice(byteOffset, byteOffset + byteLength)
    ) as ArrayBuffer;
  } catch (thrown) {
    throw thrown instanceof UserError ? thrown : new UserError(readFailure(path, thrown));
  }
}
