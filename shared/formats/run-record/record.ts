import * as z from "zod";
import type { BackendId } from "../../contracts/engine";
import type { LayerReport } from "../../contracts/layer-statistics";
import type { RunSpec, TrainEvent, TrainResult } from "../../contracts/run";
import { type Document, emptyDocument } from "../../graph/document";
import { exactJson, parseExactJson } from "../checkpoint/json";
import { serializeProject } from "../project/serialize";

/** What a run was, and what it came to: enough to compare it, to draw it and to do it again. */
export interface RunRecord {
  readonly id: string;
  /** Of the network at first; a person may give another. */
  readonly name: string;
  /** Milliseconds since 1970. */
  readonly startedAt: number;
  readonly seconds: number;
  readonly outcome: "done" | "cancelled" | "failed";
  readonly failure: string | null;
  readonly network: NetworkMark;
  readonly settings: RunSettings;
  /** It began with weights that were there, not with freshly drawn ones. */
  readonly isContinued: boolean;
  readonly backend: BackendId | null;
  readonly result: TrainResult | null;
  readonly points: readonly RunPoint[];
  readonly epochs: readonly EpochPoint[];
  /** A few of them: the first, the last and some between. */
  readonly layers: readonly LayerReport[];
}

interface NetworkMark {
  readonly name: string;
  /** The same for networks that compute alike, whatever they are called. */
  readonly digest: string;
}

/** All but the network and people's own images. */
export type RunSettings = Omit<RunSpec, "document" | "weights" | "match" | "images">;

export type RunPoint = Pick<
  Extract<TrainEvent, { kind: "report" }>,
  "step" | "loss" | "accuracy" | "learningRate" | "imagesPerSecond"
>;
export type EpochPoint = Omit<Extract<TrainEvent, { kind: "epoch" }>, "kind">;

export function settingsOf(spec: RunSpec): RunSettings {
  const { document: _, weights: __, match: ___, images: ____, ...settings } = spec;
  return settings;
}

export function networkMark({ name, graph, definitions }: Document): NetworkMark {
  return { name, digest: digestOf(serializeProject({ ...emptyDocument(""), graph, definitions })) };
}

const VERSION = 1;

/** Of a run that left the numbers, too. */
const figure = z.custom<number>((value) => typeof value === "number");

const recordSchema = z.looseObject({
  version: z.literal(VERSION),
  id: z.string(),
  name: z.string(),
  startedAt: z.number(),
  seconds: z.number(),
  outcome: z.enum(["done", "cancelled", "failed"]),
  failure: z.string().nullable(),
  network: z.object({ name: z.string(), digest: z.string() }),
  settings: z.looseObject({ batch: z.number(), epochs: z.number(), learningRate: z.number() }),
  isContinued: z.boolean(),
  backend: z.string().nullable(),
  result: z.looseObject({ steps: figure, testLoss: figure, testAccuracy: figure }).nullable(),
  points: z.array(z.looseObject({ step: figure, loss: figure })),
  epochs: z.array(z.looseObject({ step: figure, testLoss: figure })),
  layers: z.array(z.looseObject({ kind: z.literal("layers"), layers: z.array(z.unknown()) })),
});

/** Digits that no curve needs are left out: 0.123457. */
export function writeRunRecord(record: RunRecord): string {
  const rounded = JSON.parse(exactJson({ ...record, version: VERSION }), (_key, value: unknown) =>
    typeof value === "number" && !Number.isInteger(value) ? Number(value.toPrecision(6)) : value,
  );
  return JSON.stringify(rounded);
}

/** Null if the text is not a record of this version, or was cut off. */
export function readRunRecord(text: string): RunRecord | null {
  try {
    const parsed = recordSchema.safeParse(parseExactJson(text));
    if (!parsed.success) return null;
    const { version: _, ...record } = parsed.data;
    // The schema checks what lists and charts stand on; the rest was written by `writeRunRecord`.
    return record as unknown as RunRecord;
  } catch {
    return null;
  }
}

/** 32-bit FNV-1a in hex: to tell networks of one list apart. */
function digestOf(text: string): string {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return (hash >>> 0).toString(16).padStart(8, "0");
}
