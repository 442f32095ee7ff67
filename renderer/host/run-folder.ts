import { readFile, removeFile, type SlotDirectory, writeFile } from "./slot-files";

/** What keeping runs needs of the origin-private file system, which both hosts have. */
export interface RunDirectory extends SlotDirectory {
  keys(): AsyncIterable<string>;
}

/** Runs as texts, each in a file of its own, and beside some of them what they learned. */
export interface RunFolder {
  readAll(): Promise<readonly string[]>;
  write(id: string, text: string): Promise<void>;
  remove(id: string): Promise<void>;
  writeWeights(id: string, kept: KeptWeights): Promise<void>;
  /** Null if they are not there, or no longer. */
  readWeights(id: string): Promise<KeptWeights | null>;
  removeWeights(id: string): Promise<void>;
  /** Newest first, since ids begin with their time. */
  listWeights(): Promise<readonly WeightsEntry[]>;
}

export interface KeptWeights {
  /** safetensors. */
  readonly weights: ArrayBuffer;
  /** What they are the weights of. */
  readonly about: string;
}

export interface WeightsEntry {
  readonly id: string;
  readonly bytes: number;
  /** Their run is no longer there. */
  readonly isOrphan: boolean;
}

const ENDING = ".run.json";
const WEIGHTS = ".safetensors";
const ABOUT = ".model.json";

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
      const names = (await namesIn(files)).filter((name) => name.endsWith(ENDING));
      const texts = names.map(async (name) => (await readFile(files, name))?.text() ?? null);
      return (await Promise.all(texts)).filter((text) => text !== null);
    },
    write: async (id, text) => writeFile(await open(), id + ENDING, text),
    remove: async (id) => {
      const files = await open();
      await removeFile(files, id + ENDING);
    },
    async writeWeights(id, { weights, about }) {
      const files = await open();
      // The weights last: without them the rest is nothing.
      await writeFile(files, id + ABOUT, about);
      await writeFile(files, id + WEIGHTS, weights);
    },
    async readWeights(id) {
      const files = await open();
      const about = await (await readFile(files, id + ABOUT))?.text();
      const weights = await (await readFile(files, id + WEIGHTS))?.arrayBuffer();
      return about && weights ? { about, weights } : null;
    },
    async removeWeights(id) {
      const files = await open();
      for (const ending of [WEIGHTS, ABOUT]) await removeFile(files, id + ending);
    },
    listWeights: async () => weightsIn(await open()),
  };
}

async function weightsIn(files: RunDirectory): Promise<readonly WeightsEntry[]> {
  const names = new Set(await namesIn(files));
  const ids = [...names]
    .filter((name) => name.endsWith(WEIGHTS))
    .map((name) => name.slice(0, -WEIGHTS.length));
  const entries = ids.map(async (id): Promise<WeightsEntry> => {
    const bytes = (await readFile(files, id + WEIGHTS))?.size ?? 0;
    return { id, bytes, isOrphan: !names.has(id + ENDING) };
  });
  return (await Promise.all(entries)).sort((a, b) => (a.id < b.id ? 1 : -1));
}

async function namesIn(files: RunDirectory): Promise<readonly string[]> {
  const names: string[] = [];
  for await (const name of files.keys()) names.push(name);
  return names;
}
