import { readFile, writeFile } from "node:fs/promises";
import { basename, dirname } from "node:path";
import * as z from "zod";
import type { RecentFile } from "../../shared/contracts/files";

const KEPT = 12;

const STORED = z.array(z.object({ path: z.string().min(1), openedAt: z.number() }));
type Stored = z.infer<typeof STORED>;

/** The list of recent projects, newest first, in one small file. Paths on it may be opened and saved without asking. */
export interface RecentFiles {
  list(): Promise<readonly RecentFile[]>;
  has(path: string): Promise<boolean>;
  add(path: string, now: number): Promise<void>;
  forget(path: string): Promise<void>;
}

export function createRecentFiles(file: string): RecentFiles {
  // One change at a time, or two windows of time would each write the list without the other's entry.
  let tail: Promise<unknown> = Promise.resolve();
  function change(edit: (entries: Stored) => Stored): Promise<void> {
    const next = tail.then(async () => writeFile(file, JSON.stringify(edit(await read(file)), null, 2)));
    tail = next.catch(() => undefined);
    return next;
  }
  return {
    async list() {
      await tail;
      return (await read(file)).map(({ path, openedAt }) => ({
        id: path,
        name: basename(path),
        location: dirname(path),
        openedAt,
      }));
    },
    async has(path) {
      await tail;
      return (await read(file)).some((entry) => entry.path === path);
    },
    add: (path, now) =>
      change((entries) =>
        [{ path, openedAt: now }, ...entries.filter((entry) => entry.path !== path)].slice(0, KEPT),
      ),
    forget: (path) => change((entries) => entries.filter((entry) => entry.path !== path)),
  };
}

/** A list that cannot be read costs nobody their work: it starts anew. */
async function read(file: string): Promise<Stored> {
  try {
    return STORED.parse(JSON.parse(await readFile(file, "utf8")));
  } catch (thrown) {
    if (!(thrown instanceof Error && "code" in thrown && thrown.code === "ENOENT")) {
      console.warn(`The list of recent files starts anew: ${file} could not be read.`, thrown);
    }
    return [];
  }
}
