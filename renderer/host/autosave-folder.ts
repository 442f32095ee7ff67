import { UserError } from "../../shared/base/assert";
import { newestEntry } from "./autosave-entries";
import { newestCheckpoint } from "./checkpoint-store";
import type { SlotDirectory } from "./slot-files";

/** More windows than anybody works in. */
const FOLDERS = 8;
/** A page that reloads may come before its former self has let go. */
const PATIENCE_MS = 1_000;
const REMEMBERED = "blockwise-autosave-folder";

interface Held {
  readonly name: string;
  readonly folder: SlotDirectory;
  /** When its document, or the checkpoint of a training, was last written, or 0. */
  readonly savedAt: number;
  release(): void;
}

let chosen: Promise<SlotDirectory> | null = null;

/**
 * The folder that autosave and checkpoints are written to. Windows of one browser share the origin-private file system, so each holds a
 * folder of its own for as long as it lives; a new window takes over the newest document that no window holds.
 */
export function autosaveDirectory(): Promise<SlotDirectory> {
  chosen ??= claimFolder();
  return chosen;
}

/** What a page does once, as it starts. */
export function claimFolder(): Promise<SlotDirectory> {
  return navigator.locks.request("blockwise-autosave", chooseFolder);
}

async function chooseFolder(): Promise<SlotDirectory> {
  const root = await navigator.storage.getDirectory();
  const parent = await root.getDirectoryHandle("autosave", { create: true });
  const before = sessionStorage.getItem(REMEMBERED);
  const own =
    before === null ? null : await hold(parent, before, { signal: AbortSignal.timeout(PATIENCE_MS) });
  const best = own ?? (await newestFree(parent));
  sessionStorage.setItem(REMEMBERED, best.name);
  return best.folder;
}

async function newestFree(parent: FileSystemDirectoryHandle): Promise<Held> {
  const names = Array.from({ length: FOLDERS }, (_, index) => String(index + 1));
  const free: Held[] = [];
  for (const name of names) {
    const held = await hold(parent, name, { ifAvailable: true });
    if (held) free.push(held);
  }
  const [best, ...others] = free.sort((a, b) => b.savedAt - a.savedAt);
  for (const other of others) other.release();
  if (best) return best;
  throw new UserError(
    `${FOLDERS} windows are open already and this one has no place to save. Close one of them`,
  );
}

async function hold(
  parent: FileSystemDirectoryHandle,
  name: string,
  options: LockOptions,
): Promise<Held | null> {
  const release = await lock(`blockwise-autosave-${name}`, options);
  if (!release) return null;
  const folder = await parent.getDirectoryHandle(name, { create: true });
  const times = [await newestEntry(folder), await newestCheckpoint(folder)].map(
    (entry) => entry?.savedAt ?? 0,
  );
  return { name, folder, release, savedAt: Math.max(...times) };
}

/** How to let go of the lock, or null if somebody else holds it. */
function lock(name: string, options: LockOptions): Promise<(() => void) | null> {
  return new Promise((resolve) => {
    navigator.locks
      .request(name, options, (granted) => {
        if (granted) return new Promise<void>((release) => resolve(release));
        resolve(null);
        return undefined;
      })
      // Patience ran out: the lock was never granted.
      .catch(() => resolve(null));
  });
}
