import * as z from "zod";
import type { FileHandleId } from "../../shared/contracts/files";
import { readJson, removeFile, type SlotDirectory, writeFile } from "./slot-files";

/** The document as it was, and where it belongs. */
export interface AutosaveEntry {
  /** The project file's text. */
  readonly text: string;
  readonly handle: FileHandleId | null;
  readonly name: string;
  /** Milliseconds since 1970. */
  readonly savedAt: number;
}

/** An entry that nobody took up before another document was written: it keeps a place of its own. */
export interface EarlierEntry extends AutosaveEntry {
  readonly place: Place;
}

/** Two slots take turns. The one that is not being written always holds the last good entry. */
const SLOTS = ["autosave-a.json", "autosave-b.json"] as const;
type Slot = (typeof SLOTS)[number];
/** For entries that wait to be taken up. Beyond them the oldest goes: nobody asked for it in so many starts. */
const PLACES = ["autosave-earlier-1.json", "autosave-earlier-2.json", "autosave-earlier-3.json"] as const;
type Place = (typeof PLACES)[number];

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

export interface Written {
  readonly slot: Slot;
  readonly sequence: number;
}

/** Writes to the slot that does not hold the newest entry. */
export async function writeNext(
  files: SlotDirectory,
  newest: Written | null,
  entry: AutosaveEntry,
): Promise<Written> {
  const slot = newest?.slot === SLOTS[0] ? SLOTS[1] : SLOTS[0];
  const sequence = (newest?.sequence ?? 0) + 1;
  await writeFile(files, slot, JSON.stringify(stored(entry, sequence)));
  return { slot, sequence };
}

/** The older slot first: a crash in between must not bring an older state back. */
export async function clearSlots(files: SlotDirectory, newest: Written | null): Promise<void> {
  const order = newest?.slot === SLOTS[0] ? [SLOTS[1], SLOTS[0]] : SLOTS;
  for (const slot of order) await removeFile(files, slot);
}

/** The newest entry that is whole, or null. */
export async function newestEntry(files: SlotDirectory): Promise<AutosaveEntry | null> {
  const found = (await readSlots(files)).at(0);
  return found ? entryOf(found.stored) : null;
}

export async function findNewest(files: SlotDirectory): Promise<Written | null> {
  const found = (await readSlots(files)).at(0);
  return found ? { slot: found.slot, sequence: found.stored.sequence } : null;
}

/** The slots that hold whole entries, newest first. */
async function readSlots(files: SlotDirectory): Promise<readonly { slot: Slot; stored: Stored }[]> {
  const read = await Promise.all(
    SLOTS.map(async (slot) => ({ slot, stored: await readStored(files, slot) })),
  );
  return read
    .flatMap(({ slot, stored: found }) => (found ? [{ slot, stored: found }] : []))
    .sort((a, b) => b.stored.sequence - a.stored.sequence);
}

/** Entries that wait to be taken up, newest first. */
export async function readPlaces(files: SlotDirectory): Promise<readonly EarlierEntry[]> {
  const read = await Promise.all(
    PLACES.map(async (place) => ({ place, stored: await readStored(files, place) })),
  );
  return read
    .flatMap(({ place, stored: found }) => (found ? [{ ...entryOf(found), place }] : []))
    .sort((a, b) => b.savedAt - a.savedAt);
}

/** Copies what an earlier start left behind to a place where this one does not write. */
export async function setAside(files: SlotDirectory): Promise<void> {
  const entry = await newestEntry(files);
  if (!entry) return;
  const taken = await readPlaces(files);
  const free = PLACES.find((place) => taken.every((other) => other.place !== place));
  const place = free ?? taken.at(-1)?.place ?? PLACES[0];
  await writeFile(files, place, JSON.stringify(stored(entry, 0)));
}

async function readStored(files: SlotDirectory, name: string): Promise<Stored | null> {
  const parsed = STORED.safeParse(await readJson(files, name));
  return parsed.success && parsed.data.length === parsed.data.text.length ? parsed.data : null;
}

function stored(entry: AutosaveEntry, sequence: number): Stored {
  return { ...entry, sequence, length: entry.text.length };
}

function entryOf({ text, handle, name, savedAt }: Stored): AutosaveEntry {
  return { text, handle, name, savedAt };
}
