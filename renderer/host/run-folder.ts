import { readFile, removeFile, type SlotDirectory, writeFile } from "./slot-files";

/** What keeping runs needs of the origin-private file system, which both hosts have. */
export interface RunDirectory extends SlotDirectory {
  keys(): AsyncIterable<string>;
}

/** Runs as texts, each in a file of its own. */
export interface RunFolder {
  readAll(): Promise<readonly string[]>;
  write(id: string, text: string): Promise<void>;
  remove(id: string): Promise<void>;
}

const ENDING = ".run.json";

/** All windows share the folder: what one of them trains, the others list when they start. */
export async function originRunDirectory(): Promise<RunDirectory> {
  const root = await navigator.storage.getDirectory();
  return root.getDirectoryHandle("runs", { create: true });
}

export function createRunFolder(directory: () => Promise<RunDirectory>): RunFolder {
  let opened: Promise<RunDirectory> | null = null;
  const open = (): Promise<RunDirectory> => {
    opened ??= directory();
    return opened;
  };
  return {
    async readAll() {
      const files = await open();
      const names: string[] = [];
      for await (const name of files.keys()) if (name.endsWith(ENDING)) names.push(name);
      const texts = names.map(async (name) => (await readFile(files, name))?.text() ?? null);
      return (await Promise.all(texts)).filter((text) => text !== null);
    },
    write: async (id, text) => writeFile(await open(), id + ENDING, text),
    remove: async (id) => {
      const files = await open();
      await removeFile(files, id + ENDING);
    },
  };
}
