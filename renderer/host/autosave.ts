import { errorMessage, UserError } from "../../shared/base/assert";
import {
  type AutosaveEntry,
  clearSlots,
  type EarlierEntry,
  findNewest,
  newestEntry,
  readPlaces,
  setAside,
  type Written,
  writeNext,
} from "./autosave-entries";
import { createQueue, isFull, type Queue, removeFile, type SlotDirectory } from "./slot-files";

export interface Autosave {
  /** Call on every edit. `entry` is asked for only when it is written, so it may be costly. */
  schedule(entry: () => Omit<AutosaveEntry, "savedAt">): void;
  /** Writes what is scheduled now: before the window closes. */
  flush(): Promise<void>;
  /** The newest entry that is whole, or null. Until it is taken up, what is written does not replace it. */
  load(): Promise<AutosaveEntry | null>;
  /** Entries of earlier starts that nobody has taken up or thrown away, newest first. */
  earlier(): Promise<readonly EarlierEntry[]>;
  /** The person opened the entry again: what is written from now on comes after it. */
  takeUp(entry: AutosaveEntry | EarlierEntry): Promise<void>;
  /** The person does not want an earlier entry. */
  forget(entry: EarlierEntry): Promise<void>;
  /** The person saved the document or threw it away: there is nothing to offer at the next start. */
  discard(): Promise<void>;
  dispose(): void;
}

interface AutosaveOptions {
  readonly directory: () => Promise<SlotDirectory>;
  /** Called for each failure. The edits stay in memory and the next one tries again. */
  readonly onError: (error: UserError) => void;
}

/** Quiet time after an edit before it is written. */
const QUIET_MS = 400;
/** The longest an edit waits in a storm of edits; writing must end within two seconds of it. */
const LONGEST_MS = 1_200;

export function createAutosave({ directory, onError }: AutosaveOptions): Autosave {
  let pending: (() => Omit<AutosaveEntry, "savedAt">) | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  /** When the oldest edit that is not yet written was made. */
  let waitingSince = 0;
  const inOrder = createQueue();
  const attempt = createAttempt(inOrder, { directory, onError });
  let newest: Written | null = null;
  /** What the slots hold is of this start, or was taken up in it. */
  let isOwn = false;

  async function write(entry: Omit<AutosaveEntry, "savedAt">): Promise<void> {
    const files = await directory();
    if (!isOwn) await setAside(files);
    isOwn = true;
    newest = await writeNext(files, newest ?? (await findNewest(files)), { ...entry, savedAt: Date.now() });
  }

  async function flush(): Promise<void> {
    clearTimeout(timer);
    const entry = pending;
    pending = null;
    if (!entry) return;
    await attempt(() => write(entry()), undefined, writeFailure);
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
      await inOrder.idle();
    },
    load: () => attempt(newestEntry, null, readFailure),
    earlier: () => attempt(readPlaces, [], readFailure),
    async takeUp(entry) {
      if (!("place" in entry)) {
        isOwn = true;
        return;
      }
      const { place, savedAt: _, ...rest } = entry;
      await attempt(
        async (files) => {
          await write(rest);
          await removeFile(files, place);
        },
        undefined,
        writeFailure,
      );
    },
    forget: ({ place }) => attempt((files) => removeFile(files, place), undefined, removeFailure),
    async discard() {
      clearTimeout(timer);
      pending = null;
      const remove = async (files: SlotDirectory): Promise<void> => {
        if (!isOwn) await setAside(files);
        await clearSlots(files, newest);
        newest = null;
        isOwn = true;
      };
      await attempt(remove, undefined, removeFailure);
    },
    dispose() {
      clearTimeout(timer);
      pending = null;
    },
  };
}

type Failure = (thrown: unknown) => string;

/** Runs tasks in their order; what fails is told and comes to `otherwise`. */
function createAttempt(inOrder: Queue, { directory, onError }: AutosaveOptions) {
  return async <T>(
    task: (files: SlotDirectory) => Promise<T>,
    otherwise: T,
    failure: Failure,
  ): Promise<T> => {
    try {
      return await inOrder(async () => task(await directory()));
    } catch (thrown) {
      onError(new UserError(failure(thrown)));
      return otherwise;
    }
  };
}

function readFailure(thrown: unknown): string {
  return `The autosave could not be read: ${errorMessage(thrown)}. Open the file instead.`;
}

function removeFailure(thrown: unknown): string {
  return `The autosave could not be removed: ${errorMessage(thrown)}.`;
}

function writeFailure(thrown: unknown): string {
  const reason = isFull(thrown) ? "the browser's storage is full" : errorMessage(thrown);
  return `Autosave failed: ${reason}. Save the network to a file to be safe.`;
}
