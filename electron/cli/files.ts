import { open, readFile, rename, rm, writeFile } from "node:fs/promises";
import { errorMessage, UserError } from "../../shared/base/assert";

/** The bytes of a file. Throws a readable error. */
export async function readBytes(path: string): Promise<ArrayBuffer> {
  try {
    return ownBytes(await readFile(path));
  } catch (thrown) {
    throw new UserError(fileMessage(path, thrown, "read"));
  }
}

/** Small files lie in a buffer that Node shares among many; large ones, which nobody wants twice, have their own. */
export function ownBytes({ buffer, byteOffset, byteLength }: Buffer): ArrayBuffer {
  const isOwn = byteLength === buffer.byteLength;
  return (isOwn ? buffer : buffer.slice(byteOffset, byteOffset + byteLength)) as ArrayBuffer;
}

/** The first bytes of a file, or all if it is shorter. Throws a readable error. */
export async function readHead(path: string, bytes: number): Promise<Uint8Array> {
  try {
    const file = await open(path);
    try {
      const { bytesRead, buffer } = await file.read(new Uint8Array(bytes), 0, bytes, 0);
      return buffer.subarray(0, bytesRead);
    } finally {
      await file.close();
    }
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

/**
 * Writes a file while its bytes are made, and gives how many there were. What stood there before stays until the new
 * file is whole.
 */
export async function writeChunks(
  path: string,
  chunks: Iterable<Uint8Array> | AsyncIterable<Uint8Array>,
  onBytes: (bytes: number) => void,
): Promise<number> {
  const unfinished = `${path}.${process.pid}.part`;
  try {
    const written = await writeInto(unfinished, chunks, onBytes);
    await rename(unfinished, path);
    return written;
  } catch (thrown) {
    await rm(unfinished, { force: true });
    if (thrown instanceof Error && "code" in thrown)
      throw new UserError(fileMessage(path, thrown, "written"));
    throw thrown;
  }
}

async function writeInto(
  path: string,
  chunks: Iterable<Uint8Array> | AsyncIterable<Uint8Array>,
  onBytes: (bytes: number) => void,
): Promise<number> {
  const file = await open(path, "w");
  let written = 0;
  try {
    for await (const chunk of chunks) {
      await file.writeFile(chunk);
      written += chunk.byteLength;
      onBytes(chunk.byteLength);
    }
    return written;
  } finally {
    await file.close();
  }
}

function fileMessage(path: string, thrown: unknown, done: string): string {
  const code = thrown instanceof Error && "code" in thrown ? thrown.code : null;
  if (code === "ENOENT") return `There is no file or folder "${path}".`;
  if (code === "EISDIR") return `${path} is a folder. Expected a file.`;
  if (code === "EACCES" || code === "EPERM") return `${path} may not be ${done}. Change its permissions.`;
  return `${path} cannot be ${done}: ${errorMessage(thrown)}`;
}
