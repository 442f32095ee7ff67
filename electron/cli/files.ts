import { readFile, writeFile } from "node:fs/promises";
import { errorMessage, UserError } from "../../shared/base/assert";

/** The bytes of a file. Throws a readable error. */
export async function readBytes(path: string): Promise<ArrayBuffer> {
  try {
    const { buffer, byteOffset, byteLength } = await readFile(path);
    return buffer.slice(byteOffset, byteOffset + byteLength) as ArrayBuffer;
  } catch (thrown) {
    throw new UserError(fileMessage(path, thrown, "read"));
  }
}

export async function writeBytes(path: string, bytes: ArrayBuffer): Promise<void> {
  try {
    await writeFile(path, new Uint8Array(bytes));
  } catch (thrown) {
    throw new UserError(fileMessage(path, thrown, "written"));
  }
}

function fileMessage(path: string, thrown: unknown, done: string): string {
  const code = thrown instanceof Error && "code" in thrown ? thrown.code : null;
  if (code === "ENOENT") return `There is no file or folder "${path}".`;
  if (code === "EISDIR") return `${path} is a folder. Expected a file.`;
  if (code === "EACCES" || code === "EPERM") return `${path} may not be ${done}. Change its permissions.`;
  return `${path} cannot be ${done}: ${errorMessage(thrown)}`;
}
