import { readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { UserError } from "../../shared/base/assert";
import type { ImportedNetwork, ImportFormat } from "../../shared/formats/define-import";
import { importFormatOf, importFormats } from "../../shared/formats/importers";
import { ownBytes, readBytes } from "./files";

/** A file of another program, and the network that was read from it. */
export interface ModelFile {
  readonly format: ImportFormat;
  readonly bytes: ArrayBuffer;
  /** The files beside it that its weights named so far. */
  readonly besides: Readonly<Record<string, ArrayBuffer>>;
  readonly network: ImportedNetwork;
}

/** Reads a network from another program's file, whatever kind it is. Throws a readable error if it is none that is known. */
export async function readModel(path: string): Promise<ModelFile> {
  const bytes = await readBytes(path);
  const model = await openModel(path, bytes);
  if (model) return model;
  throw new UserError(
    `${path} is no model of another program that is known here. Expected ${knownModels()}.`,
  );
}

/** The kinds of models that are known, with their endings. */
export function knownModels(): string {
  return importFormats.all.map(({ title, extension }) => `${title} (${extension})`).join(" or ");
}

/** Null where the bytes are of no such file. Files beside it are read when the first weight in them is asked for. */
export async function openModel(path: string, bytes: ArrayBuffer): Promise<ModelFile | null> {
  const format = importFormatOf(path, new Uint8Array(bytes));
  if (!format) return null;
  const name = modelName(path);
  const besides: Record<string, ArrayBuffer> = {};
  const beside = (other: string): ArrayBuffer => {
    besides[other] ??= readBeside(path, other);
    return besides[other];
  };
  try {
    return { format, bytes, besides, network: await format.read(bytes, { name, beside }) };
  } catch (thrown) {
    throw thrown instanceof UserError ? aboutFile(path, thrown) : thrown;
  }
}

/** Weights are read later too, so what lies beside a file names it already. */
function aboutFile(path: string, { message }: UserError): UserError {
  return new UserError(message.startsWith(path) ? message : `${path}: ${message}`);
}

/** The name of a file without the ending of any kind that is read. */
export function modelName(path: string): string {
  const name = basename(path);
  const ending = importFormats.all.find(({ extension }) => name.toLowerCase().endsWith(extension))?.extension;
  return ending ? name.slice(0, -ending.length) : name;
}

/** A file may name others, but none out of its own folder. */
function readBeside(path: string, name: string): ArrayBuffer {
  if (basename(name) !== name || name === "..") {
    throw new UserError(`"${name}" does not lie beside it. Put it there, and name it alone.`);
  }
  try {
    return ownBytes(readFileSync(join(dirname(path), name)));
  } catch {
    throw new UserError(
      `${path} has its weights in "${name}" beside it, and that cannot be read. Put it there.`,
    );
  }
}
