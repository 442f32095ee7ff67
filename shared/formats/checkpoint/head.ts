import { z } from "zod";
import { errorMessage, UserError } from "../../base/assert";
import type { RunSpec, TrainEvent } from "../../contracts/run";
import { parseProject } from "../project/parse";
import { serializeProject } from "../project/serialize";
import { openSafetensors } from "../safetensors/lay-out";
import { exactJson, parseExactJson } from "./json";

/** How far a run has come: `batch` of the epoch's batches are done. */
export interface RunPosition {
  readonly step: number;
  readonly epoch: number;
  readonly batch: number;
}

/** What a checkpoint says of itself, apart from its arrays. */
export interface CheckpointHead {
  /** Without the weights that it began with, and without people's own images: they come with whoever resumes. */
  readonly spec: RunSpec;
  /** Of people's own images; null for a built-in dataset. */
  readonly imagesDigest: string | null;
  readonly position: RunPosition;
  readonly totalSteps: number;
  /** Milliseconds since 1970. */
  readonly savedAt: number;
  /** Every point of the curves so far: the reports as they came. */
  readonly history: readonly TrainEvent[];
  /** What each part of the run remembers besides its arrays, which are named `part/...`. */
  readonly states: Readonly<Record<string, unknown>>;
}

const KEY = "blockwise.checkpoint";
const VERSION = 1;

const count = z.int().nonnegative();

/** Loose: what a spec may hold grows, and a run is compiled, and refused, by the engine. */
const headSchema = z.looseObject({
  version: z.literal(VERSION),
  spec: z.looseObject({
    document: z.string(),
    seed: z.number(),
    data: z.looseObject({ dataset: z.string(), size: count, classes: count }),
    batch: count,
    epochs: count,
    optimiser: z.looseObject({ kind: z.string() }),
    learningRate: z.number(),
  }),
  imagesDigest: z.string().nullable(),
  position: z.object({ step: count, epoch: z.int().positive(), batch: count }),
  totalSteps: count,
  savedAt: z.number(),
  history: z.array(z.looseObject({ kind: z.enum(["report", "epoch", "layers"]), step: count })),
  states: z.record(z.string(), z.unknown()),
});

/** For the file's metadata. */
export function checkpointMetadata(head: CheckpointHead): Readonly<Record<string, string>> {
  const { spec, ...rest } = head;
  return { [KEY]: exactJson({ ...rest, version: VERSION, spec: storedSpec(spec) }) };
}

/** Throws a readable error on a file that is damaged or something else. */
export function readCheckpointHead(file: ArrayBuffer): CheckpointHead {
  const text = openSafetensors(file).metadata[KEY];
  if (text === undefined) throw refused("it holds weights, but not where their training stood");
  const parsed = headSchema.safeParse(parse(text));
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw refused(`"${issue?.path.join(".")}" is not as expected`);
  }
  const document = parseProject(parsed.data.spec.document);
  if (!document.ok) throw refused(document.error.message);
  const { version: _, ...head } = parsed.data;
  // The schema checks what people would notice; the rest is the engine's own to read.
  return { ...head, spec: { ...head.spec, document: document.value } } as unknown as CheckpointHead;
}

/** Whether the same run is meant, as far as a checkpoint says. */
export function isSameRun(a: RunSpec, b: RunSpec): boolean {
  return exactJson(storedSpec(a)) === exactJson(storedSpec(b));
}

function storedSpec({ document, weights: _, match: __, images: ___, ...rest }: RunSpec) {
  return { ...rest, document: serializeProject(document) };
}

function parse(text: string): unknown {
  try {
    return parseExactJson(text);
  } catch (thrown) {
    throw refused(errorMessage(thrown));
  }
}

function refused(reason: string): UserError {
  return new UserError(
    `This is not a checkpoint of a training: ${reason}. Choose a file that \`train --checkpoint\` wrote.`,
  );
}
