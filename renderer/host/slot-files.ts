/** What is needed of the origin-private file system; `navigator.storage.getDirectory()` has it. */
export interface SlotDirectory {
  getFileHandle(name: string, options?: { create?: boolean }): Promise<SlotFile>;
  removeEntry(name: string): Promise<void>;
}

interface SlotFile {
  getFile(): Promise<Pick<Blob, "text" | "arrayBuffer" | "size">>;
  createWritable(): Promise<{
    write(content: string | ArrayBuffer): Promise<void>;
    close(): Promise<void>;
    abort(): Promise<void>;
  }>;
}

/** Whole or not at all: what is written shows when the stream is closed, and a file that was there stays till then. */
export async function writeFile(
  files: SlotDirectory,
  name: string,
  content: string | ArrayBuffer,
): Promise<void> {
  const file = await files.getFileHandle(name, { create: true });
  const stream = await file.createWritable();
  try {
    await stream.write(content);
  } catch (thrown) {
    await stream.abort().catch(() => undefined);
    throw thrown;
  }
  await stream.close();
}

/** Null if there is none. */
export function readFile(files: SlotDirectory, name: string) {
  return unlessMissing(async () => (await files.getFileHandle(name)).getFile());
}

/** What the file says as JSON, or null: also of a file that was cut off. */
export async function readJson(files: SlotDirectory, name: string): Promise<unknown> {
  const file = await readFile(files, name);
  try {
    return file && (JSON.parse(await file.text()) as unknown);
  } catch {
    return null;
  }
}

export async function removeFile(files: SlotDirectory, name: string): Promise<void> {
  await unlessMissing(() => files.removeEntry(name));
}

export interface Queue {
  <T>(task: () => Promise<T>): Promise<T>;
  idle(): Promise<unknown>;
}

/** Runs tasks one after another, whatever becomes of each. */
export function createQueue(): Queue {
  let tail: Promise<unknown> = Promise.resolve();
  function inOrder<T>(task: () => Promise<T>): Promise<T> {
    const next = tail.then(task);
    tail = next.catch(() => undefined);
    return next;
  }
  return Object.assign(inOrder, { idle: () => tail });
}

export function isFull(thrown: unknown): boolean {
  return thrown instanceof Error && thrown.name === "QuotaExceededError";
}

async function unlessMissing<T>(task: () => Promise<T>): Promise<T | null> {
  try {
    return await task();
  } catch (thrown) {
    if (thrown instanceof Error && thrown.name === "NotFoundError") return null;
    throw thrown;
  }
}
