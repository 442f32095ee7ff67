import type { PixelStore, PixelWriter } from "../../shared/data/pixel-store";

/** Of decoded images, in the origin-private file system. */
const FOLDER = "decoded-images";
/** A file that nobody has written for so long is of a session that is over. */
const MAX_AGE_MS = 24 * 3600 * 1000;
/** Of all files together; the oldest go first. */
const MAX_BYTES = 16 * 2 ** 30;

/** The place for decoded images where the browser has one that its workers can read; null elsewhere. */
export function imageCache(): PixelStore | null {
  // The engine of the desktop app lives in another origin, which does not see this one's files.
  const isPage = typeof navigator !== "undefined" && typeof window !== "undefined";
  if (!isPage || !navigator.storage?.getDirectory || window.blockwise) return null;
  return { open: openFile };
}

async function openFile(): Promise<PixelWriter> {
  const folder = await cacheFolder();
  await evict(folder);
  const name = `${Date.now()}-${crypto.randomUUID()}`;
  const handle = await folder.getFileHandle(name, { create: true });
  const stream = await handle.createWritable();
  return {
    write: (bytes) => stream.write(bytes as Uint8Array<ArrayBuffer>),
    async close() {
      await stream.close();
      return handle.getFile();
    },
    async abandon() {
      await stream.abort().catch(() => undefined);
      await folder.removeEntry(name).catch(() => undefined);
    },
  };
}

/** Deletes all of them; sets that are read from there are gone. */
export async function clearImageCache(): Promise<void> {
  const root = await navigator.storage.getDirectory();
  await root.removeEntry(FOLDER, { recursive: true }).catch(() => undefined);
}

async function cacheFolder(): Promise<FileSystemDirectoryHandle> {
  const root = await navigator.storage.getDirectory();
  return root.getDirectoryHandle(FOLDER, { create: true });
}

async function evict(folder: FileSystemDirectoryHandle): Promise<void> {
  const files: File[] = [];
  for await (const entry of folder.values()) if (entry.kind === "file") files.push(await entry.getFile());
  let left = files.reduce((sum, { size }) => sum + size, 0);
  for (const { name, size, lastModified } of files.sort((a, b) => a.lastModified - b.lastModified)) {
    if (Date.now() - lastModified < MAX_AGE_MS && left <= MAX_BYTES) continue;
    await folder.removeEntry(name).catch(() => undefined);
    left -= size;
  }
}
