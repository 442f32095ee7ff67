import { readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { UserError } from "../../shared/base/assert";
import { type ReadNetwork, readOnnx } from "../../shared/formats/onnx/read/read-onnx";
import { readBytes } from "./files";

export interface OpenedOnnx {
  readonly model: ArrayBuffer;
  /** The files beside it that its weights named so far. */
  readonly files: Readonly<Record<string, ArrayBuffer>>;
  readonly network: ReadNetwork;
}

/** Reads an ONNX file as a network. Files that its weights name are read when the first of them is asked for. */
export async function openOnnx(path: string): Promise<OpenedOnnx> {
  const model = await readBytes(path);
  const files: Record<string, ArrayBuffer> = {};
  const external = (name: string): ArrayBuffer => {
    files[name] ??= readBeside(path, name);
    return files[name];
  };
  try {
    const name = basename(path).replace(/\.onnx$/i, "");
    return { model, files, network: readOnnx(model, { name, external }) };
  } catch (thrown) {
    throw thrown instanceof UserError ? new UserError(`${path}: ${thrown.message}`) : thrown;
  }
}

function readBeside(path: string, name: string): ArrayBuffer {
  try {
    const { buffer, byteOffset, byteLength } = readFileSync(join(dirname(path), name));
    return buffer.slice(byteOffset, byteOffset + byteLength) as ArrayBuffer;
  } catch {
    throw new UserError(`The weights of ${path} are in "${name}" beside it, and that cannot be read.`);
  }
}
