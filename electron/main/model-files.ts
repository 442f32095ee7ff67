import { randomUUID } from "node:crypto";
import type { Stats } from "node:fs";
import { type FileHandle, open, stat } from "node:fs/promises";
import { basename, dirname, extname, join } from "node:path";
import type { FileFilter } from "electron";
import { UserError } from "../../shared/base/assert";
import { encodeUtf8 } from "../../shared/base/utf8";
import type { FoundModel } from "../../shared/contracts/files";
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

/** Whether a file of this name and text would open as a model. */
export function isModelText(path: string, text: string): boolean {
  return importFormatOf(basename(path), encodeUtf8(text.slice(0, HEAD_BYTES))) !== null;
}

/** Whether the file is a model of another program, by its name and its first bytes; false where it cannot be read. */
export async function isModelFile(path: string): Promise<boolean> {
  try {
    return importFormatOf(basename(path), await readHead(path)) !== null;
  } catch {
    return false;
  }
}

/** Models that a person opened, by ids that the page is given in place of paths. */
export interface ModelFiles {
  find(path: string): Promise<FoundModel>;
  read(place: string, begin: number, end: number): Promise<ArrayBuffer>;
  /** Only a name that stands in the model, and only out of its folder: the page reaches no other file through this. */
  readBeside(place: string, name: string): Promise<ArrayBuffer>;
}

/** A model as it was when it was opened; what it reads later has to be of that time. */
interface Found {
  readonly path: string;
  readonly size: number;
  readonly changedAt: number;
  readonly openedAt: number;
}

export function createModelFiles(): ModelFiles {
  const all = new Map<string, Found>();

  function require(place: string): Found {
    const model = all.get(place);
    if (model) return model;
    throw new UserError("This model is not open any more. Open it again.");
  }

  return {
    async find(path) {
      const openedAt = Date.now();
      const { size, changedAt } = await within(path, async (file) => sizeOf(path, await file.stat()));
      const place = randomUUID();
      all.set(place, { path, size, changedAt, openedAt });
      return { name: basename(path), size, place };
    },
    read(place, begin, end) {
      const model = require(place);
      return readUnchanged(model, Math.min(begin, model.size), Math.min(end, model.size));
    },
    async readBeside(place, name) {
      const model = require(place);
      const isNamed =
        name === basename(name) && Buffer.from(await readUnchanged(model, 0, model.size)).includes(name);
      if (!isNamed) throw new UserError(`"${basename(model.path)}" names no file "${name}" beside it.`);
      return readWholeBeside(model, name);
    },
  };
}

function readUnchanged({ path, size, changedAt }: Found, begin: number, end: number): Promise<ArrayBuffer> {
  return within(path, async (file) => {
    const now = await file.stat();
    if (now.size !== size || now.mtimeMs !== changedAt) throw changed(path, path);
    return readPart(file, path, begin, end);
  });
}

async function readWholeBeside({ path: model, openedAt }: Found, name: string): Promise<ArrayBuffer> {
  const path = join(dirname(model), name);
  if (!(await isFile(path))) {
    throw new UserError(
      `"${basename(model)}" has its weights in "${name}" beside it, and that is not there. Put it into ${dirname(model)}.`,
    );
  }
  return within(path, async (file) => {
    const now = await file.stat();
    // By when it changed, since the time of its content may be set to any.
    if (Math.floor(now.ctimeMs) > openedAt) throw changed(path, model);
    return readPart(file, path, 0, sizeOf(path, now).size);
  });
}

function changed(path: string, model: string): UserError {
  return new UserError(
    `"${basename(path)}" has changed since the model was opened. Open "${basename(model)}" again.`,
  );
}

function sizeOf(path: string, { size, mtimeMs }: Stats): Pick<Found, "size" | "changedAt"> {
  if (size <= MAX_BYTES) return { size, changedAt: mtimeMs };
  throw new UserError(
    `"${basename(path)}" is too large: at most 2 GiB were expected. Keep its weights in several files.`,
  );
}

async function isFile(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isFile(),
    () => false,
  );
}

async function readHead(path: string): Promise<Uint8Array> {
  return within(path, async (file) => {
    const { bytesRead, buffer } = await file.read(new Uint8Array(HEAD_BYTES), 0, HEAD_BYTES, 0);
    return buffer.subarray(0, bytesRead);
  });
}

async function readPart(file: FileHandle, path: string, begin: number, end: number): Promise<ArrayBuffer> {
  const part = new Uint8Array(Math.max(0, end - begin));
  for (let done = 0; done < part.length; ) {
    const { bytesRead } = await file.read(part, done, part.length - done, begin + done);
    // It was cut short between looking and reading.
    if (bytesRead === 0) throw changed(path, path);
    done += bytesRead;
  }
  return part.buffer;
}

/** What `use` makes of an open file. Throws a readable error where it cannot be opened or read. */
async function within<T>(path: string, use: (file: FileHandle) => Promise<T>): Promise<T> {
  try {
    const file = await open(path);
    try {
      return await use(file);
    } finally {
      await file.close();
    }
  } catch (thrown) {
    throw thrown instanceof UserError ? thrown : new UserError(readFailure(path, thrown));
  }
}
