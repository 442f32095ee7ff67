import { UserError } from "../../../shared/base/assert";
import type { DataFile } from "../../../shared/data/source";
import { currentHost } from "../../host/current";

export interface PickedFolder {
  readonly title: string;
  readonly files: readonly DataFile[];
}

const MAX_FILES = 200_000;

/** Asks for a folder. Null if none was chosen. */
export async function pickFolder(): Promise<PickedFolder | null> {
  if (currentHost().kind === "electron" || !("showDirectoryPicker" in window)) return pickByInput();
  try {
    const folder = await window.showDirectoryPicker({ mode: "read" });
    const files: DataFile[] = [];
    await collect(folder, "", files);
    return { title: folder.name, files };
  } catch (thrown) {
    if (thrown instanceof DOMException && thrown.name === "AbortError") return null;
    throw thrown;
  }
}

async function collect(folder: FileSystemDirectoryHandle, prefix: string, files: DataFile[]): Promise<void> {
  // Browsers list in the order of the disk, and the split must not depend on it.
  const entries: (FileSystemDirectoryHandle | FileSystemFileHandle)[] = [];
  for await (const entry of folder.values()) entries.push(entry);
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const path = `${prefix}${entry.name}`;
    if (entry.kind === "directory") await collect(entry, `${path}/`, files);
    else
      files.push({
        path,
        read: async () => bytesOf(await entry.getFile()),
        head: async (count) => bytesOf((await entry.getFile()).slice(0, count)),
      });
    if (files.length > MAX_FILES)
      throw new UserError(`The folder has more than ${MAX_FILES} files. Choose one with fewer.`);
  }
}

/** For browsers without a folder picker, and for Electron, whose pages may not ask for the file system. */
function pickByInput(): Promise<PickedFolder | null> {
  const input = document.createElement("input");
  input.type = "file";
  input.webkitdirectory = true;
  return new Promise((resolve) => {
    input.addEventListener("cancel", () => resolve(null), { once: true });
    input.addEventListener("change", () => resolve(folderOf([...(input.files ?? [])])), { once: true });
    input.click();
  });
}

/** Their paths begin with the folder's own name. */
export function folderOf(chosen: readonly File[]): PickedFolder | null {
  const [first] = chosen;
  if (!first) return null;
  const title = first.webkitRelativePath.split("/")[0] ?? "";
  const files = chosen
    .map((file) => ({
      path: file.webkitRelativePath.slice(title.length + 1),
      read: () => bytesOf(file),
      head: (count: number) => bytesOf(file.slice(0, count)),
    }))
    .sort((a, b) => (a.path < b.path ? -1 : 1));
  return { title, files };
}

async function bytesOf(file: Blob): Promise<Uint8Array> {
  return new Uint8Array(await file.arrayBuffer());
}
