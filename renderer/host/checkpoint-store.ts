import * as z from "zod";
import { errorMessage, UserError } from "../../shared/base/assert";
import type { CheckpointEvent, RunSpec, TrainingImages } from "../../shared/contracts/run";
import { readCheckpointHead } from "../../shared/formats/checkpoint/head";
import { packSafetensors, unpackSafetensors } from "../../shared/formats/safetensors/pack";
import {
  createQueue,
  isFull,
  readFile,
  readJson,
  removeFile,
  type SlotDirectory,
  writeFile,
} from "./slot-files";

/** A checkpoint as it is offered to a person, without the weight of it. */
export interface StoredCheckpoint {
  /** Of the network. */
  readonly name: string;
  readonly step: number;
  readonly totalSteps: number;
  readonly epoch: number;
  /** Milliseconds since 1970. */
  readonly savedAt: number;
}

/** All that it takes to go on. */
export interface Resumable {
  /** People's own images are with it. */
  readonly spec: RunSpec;
  readonly file: ArrayBuffer;
}

export interface CheckpointStore {
  /** A new run: what there was of another is gone, and people's own images are put by for this one. */
  begin(spec: RunSpec): Promise<void>;
  /** `name` is that of the network. */
  save(name: string, checkpoint: CheckpointEvent): Promise<void>;
  /** The newest checkpoint that is whole, or null. */
  newest(): Promise<StoredCheckpoint | null>;
  /** Reads that one in full. Null if there is none. */
  open(): Promise<Resumable | null>;
  /** The run came to its end, or is not wanted. */
  clear(): Promise<void>;
}

interface CheckpointStoreOptions {
  readonly directory: () => Promise<SlotDirectory>;
  /** Called for each failure of writing. The run goes on. */
  readonly onError: (error: UserError) => void;
}

const IMAGES = "run-images.safetensors";
/** Written after a slot is whole, and says which is: two slots take turns. */
const INDEX = "checkpoints.json";
const SLOTS = ["checkpoint-a.safetensors", "checkpoint-b.safetensors"] as const;

const ENTRY = z.object({
  slot: z.enum(SLOTS),
  /** Bytes: tells a file that something else cut off or wrote over. */
  size: z.int(),
  name: z.string(),
  step: z.int(),
  totalSteps: z.int(),
  epoch: z.int(),
  savedAt: z.number(),
});
type Entry = z.infer<typeof ENTRY>;

/** Newest first. */
const INDEX_FILE = z.object({ entries: z.array(ENTRY).max(SLOTS.length) });

/** Keeps the two newest checkpoints of one run in the origin-private file system, in either host. */
export function createCheckpointStore({ directory, onError }: CheckpointStoreOptions): CheckpointStore {
  const inOrder = createQueue();

  async function attempt(task: (files: SlotDirectory) => Promise<void>): Promise<void> {
    try {
      await inOrder(async () => task(await directory()));
    } catch (thrown) {
      onError(new UserError(writeFailure(thrown)));
    }
  }

  return {
    begin: (spec) =>
      attempt(async (files) => {
        await clear(files);
        if (spec.images) await writeFile(files, IMAGES, packSafetensors(spec.images));
      }),
    save: (name, { step, totalSteps, epoch, file }) =>
      attempt(async (files) => {
        const [before] = await wholeEntries(files);
        const slot = before?.slot === SLOTS[0] ? SLOTS[1] : SLOTS[0];
        const told = { name, step, totalSteps, epoch, savedAt: Date.now() };
        await writeFile(files, slot, file);
        const entries: Entry[] = [{ slot, size: file.byteLength, ...told }, ...(before ? [before] : [])];
        await writeFile(files, INDEX, JSON.stringify({ entries }));
      }),
    newest: () => inOrder(async () => newestCheckpoint(await directory())),
    open: () => inOrder(async () => openNewest(await directory())),
    clear: () => attempt(clear),
  };
}

/** The newest checkpoint of a folder that is whole, or null. */
export async function newestCheckpoint(files: SlotDirectory): Promise<StoredCheckpoint | null> {
  const [entry] = await wholeEntries(files);
  if (!entry) return null;
  const { slot: _, size: __, ...stored } = entry;
  return stored;
}

async function clear(files: SlotDirectory): Promise<void> {
  // The index first: slots that it does not name are nothing.
  for (const name of [INDEX, ...SLOTS, IMAGES]) await removeFile(files, name);
}

async function openNewest(files: SlotDirectory): Promise<Resumable | null> {
  for (const { slot } of await wholeEntries(files)) {
    const file = await (await readFile(files, slot))?.arrayBuffer();
    if (!file) continue;
    const { spec, imagesDigest } = readCheckpointHead(file);
    if (imagesDigest === null) return { spec, file };
    const stored = await (await readFile(files, IMAGES))?.arrayBuffer();
    if (!stored) {
      throw new UserError(
        "The pictures of the interrupted training are gone. Choose their folder and train anew.",
      );
    }
    // The engine compares them with the checkpoint's digest.
    return { spec: { ...spec, images: unpackSafetensors(stored) as TrainingImages }, file };
  }
  return null;
}

async function wholeEntries(files: SlotDirectory): Promise<readonly Entry[]> {
  const parsed = INDEX_FILE.safeParse(await readJson(files, INDEX));
  const entries = parsed.success ? parsed.data.entries : [];
  const sizes = await Promise.all(entries.map(async ({ slot }) => (await readFile(files, slot))?.size));
  return entries.filter((entry, index) => entry.size === sizes[index]);
}

function writeFailure(thrown: unknown): string {
  const reason = isFull(thrown) ? "the browser's storage is full" : errorMessage(thrown);
  return `The training cannot be kept safe: ${reason}. It goes on, but should it be interrupted it starts from an earlier point.`;
}
