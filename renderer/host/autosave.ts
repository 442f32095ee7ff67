import * as z from "zod";
import { errorMessage, UserError } from "../../shared/base/assert";
import type { FileHandleId } from "../../shared/contracts/files";

/** The document as it was, and where it belongs. */
export interface AutosaveEntry {
  /** The project file's text. */
  readonly text: string;
  readonly handle: FileHandleId | null;
  readonly name: string;
  /** Milliseconds since 1970. */
  readonly savedAt: number;
}

/** What autosave needs of the origin-private file system; `navigator.storage.getDirectory()` has it. */
export interface AutosaveDirectory {
  getFileHandle(name: string, options?: { create?: boolean }): Promise<AutosaveFile>;
  removeEntry(name: string): Promise<void>;
}

interface AutosaveFile {
  getFile(): Promise<{ text(): Promise<string> }>;
  createWritable(): Promise<{
    write(text: string): Promise<void>;
    close(): Promise<void>;
    abort(): Promise<void>;
  }>;
}

export interface Autosave {
  /** Call on every edit. `entry` is asked for only when it is written, so it may be costly. */
  schedule(entry: () => Omit<AutosaveEntry, "savedAt">): void;
  /** Writes what is scheduled now: before the window closes. */
  flush(): Promise<void>;
  /** The newest entry that is whole, or null. */
  load(): Promise<AutosaveEntry | null>;
  /** The person saved the document or threw it away: there is nothing to offer at the next start. */
  discard(): Promise<void>;
  dispose(): void;
}

interface AutosaveOptions {
  readonly directory: () => Promise<AutosaveDirectory>;
  /** Called for each failure. The edits stay in memory and the next one tries again. */
  readonly onError: (error: UserError) => void;
}

/** Quiet time after an edit before it is written. */
const QUIET_MS = 400;
/** The longest an edit waits in a storm of edits; writing must end within two seconds of it. */
const LONGEST_MS = 1_200;

/** Two slots take turns. The one that is not being written always holds the last good entry. */
const SLOTS = ["autosave-a.json", "autosave-b.json"] as const;
type Slot = (typeof SLOTS)[number];

const STORED = z.object({
  /** Counts writes; the higher one is the newer. */
  sequence: z.number().int().nonnegative(),
  /** Of `text`: tells a file that was cut off in the middle from a whole one. */
  length: z.number().int(),
  text: z.string(),
  handle: z.string().nullable(),
  name: z.string(),
  savedAt: z.number(),
});
type Stored = z.infer<typeof STORED>;

export function createAutosave({ directory, onError }: AutosaveOptions): Autosave {
  let pending: (() => Omit<AutosaveEntry, "savedAt">) | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  /** When the oldest edit that is not yet written was made. */
  let waitingSince = 0;
  /** Reads, writes and removals one after another. */
  let tail: Promise<unknown> = Promise.resolve();
  let newest: { readonly slot: Slot; readonly sequence: number } | null = null;

  function inOrder<T>(task: () => Promise<T>): Promise<T> {
    const next = tail.then(task);
    tail = next.catch(() => undefined);
    return next;
  }

  async function write(entry: Omit<AutosaveEntry, "savedAt">): Promise<void> {
    const files = await directory();
    newest ??= await findNewest(files);
    const slot = newest?.slot === SLOTS[0] ? SLOTS[1] : SLOTS[0];
    const sequence = (newest?.sequence ?? 0) + 1;
    const stored: Stored = { ...entry, sequence, length: entry.text.length, savedAt: Date.now() };
    await writeText(files, slot, JSON.stringify(stored));
    newest = { slot, sequence };
  }

  async function flush(): Promise<void> {
    clearTimeout(timer);
    const entry = pending;
    pending = null;
    if (!entry) return;
    try {
      await inOrder(() => write(entry()));
    } catch (thrown) {
      onError(new UserError(writeFailure(thrown)));
    }
  }

  return {
    schedule(entry) {
      const now = Date.now();
      if (!pending) waitingSince = now;
      pending = entry;
      clearTimeout(timer);
      const wait = Math.max(0, Math.min(QUIET_MS, waitingSince + LONGEST_MS - now));
      timer = setTimeout(() => void flush(), wait);
    },
    flush: async () => {
      await flush();
      await tail;
    },
    load: () =>
      inOrder(async () => {
        try {
          return await newestEntry(await directory());
        } catch (thrown) {
          onError(
            new UserError(`The autosave could not be read: ${errorMessage(thrown)}. Open the file instead.`),
          );
          return null;
        }
      }),
    async discard() {
      clearTimeout(timer);
      pending = null;
      try {
        await inOrder(async () => {
          const files = await directory();
          // The older slot first: a crash in between must not bring an older state back.
          const order = newest?.slot === SLOTS[0] ? [SLOTS[1], SLOTS[0]] : SLOTS;
          for (const slot of order) await removeSlot(files, slot);
          newest = null;
        });
      } catch (thrown) {
        onError(new UserError(`The autosave could not be removed: ${errorMessage(thrown)}.`));
      }
    },
    dispose() {
      clearTimeout(timer);
      pending = null;
    },
  };
}

/** The newest entry that is whole, or null. */
export async function newestEntry(files: AutosaveDirectory): Promise<AutosaveEntry | null> {
  const stored = (await readSlots(files)).at(0)?.stored;
  if (!stored) return null;
  const { text, handle, name, savedAt } = stored;
  return { text, handle, name, savedAt };
}

async function findNewest(files: AutosaveDirectory) {
  const found = (await readSlots(files)).at(0);
  return found ? { slot: found.slot, sequence: found.stored.sequence } : null;
}

/** The slots that hold whole entries, newest first. */
async function readSlots(files: AutosaveDirectory): Promise<readonly { slot: Slot; stored: Stored }[]> {
  const read = await Promise.all(SLOTS.map(async (slot) => ({ slot, stored: await readSlot(files, slot) })));
  return read
    .flatMap(({ slot, stored }) => (stored ? [{ slot, stored }] : []))
    .sort((a, b) => b.stored.sequence - a.stored.sequence);
}

async function readSlot(files: AutosaveDirectory, slot: Slot): Promise<Stored | null> {
  const content = await unlessMissing(async () => (await (await files.getFileHandle(slot)).getFile()).text());
  const parsed = STORED.safeParse(parseJson(content ?? ""));
  return parsed.success && parsed.data.length === parsed.data.text.length ? parsed.data : null;
}

/** The file holds the whole text, or what it held before. */
export async function writeText(files: AutosaveDirectory, name: string, text: string): Promise<void> {
  const file = await files.getFileHandle(name, { create: true });
  const stream = await file.createWritable();
  try {
    await stream.write(text);
  } catch (thrown) {
    await stream.abort().catch(() => undefined);
    throw thrown;
  }
  await stream.close();
}

async function removeSlot(files: AutosaveDirectory, slot: Slot): Promise<void> {
  await unlessMissing(() => files.removeEntry(slot));
}

/** Null where there is no such file. */
export async function unlessMissing<T>(task: () => Promise<T>): Promise<T | null> {
  try {
    return await task();
  } catch (thrown) {
    if (thrown instanceof Error && thrown.name === "NotFoundError") return null;
    throw thrown;
  }
}

function parseJson(content: string): unknown {
  try {
    return JSON.parse(content);
  } catch {
    return null;
  }
}

function writeFailure(thrown: unknown): string {
  const full = thrown instanceof Error && thrown.name === "QuotaExceededError";
  const reason = full ? "the browser's storage is full" : errorMessage(thrown);
  return `Autosave failed: ${reason}. Save the network to a file to be safe.`;
}
