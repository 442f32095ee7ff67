import * as z from "zod";
import { createStore, useStore } from "zustand";
import { errorMessage, UserError } from "../../shared/base/assert";
import { parseProject } from "../../shared/formats/project/parse";
import { serializeProject } from "../../shared/formats/project/serialize";
import type { RunRecord } from "../../shared/formats/run-record/record";
import type { KeptWeights, RunFolder } from "../host/run-folder";
import { isFull } from "../host/slot-files";
import type { Model } from "./model";
import { loadRuns, runFolder } from "./runs";

export interface RunWeightsState {
  /** Runs whose weights are kept. */
  readonly kept: ReadonlySet<string>;
  /** Why those of the last run are not. */
  readonly problem: string | null;
}

export const runWeightsStore = createStore<RunWeightsState>(() => ({ kept: new Set(), problem: null }));

export function useRunWeights<T>(select: (state: RunWeightsState) => T): T {
  return useStore(runWeightsStore, select);
}

/** So many runs keep their weights, the newest of them, and less if they are large. The last one always does. */
export const MAX_KEPT = 12;
const MAX_BYTES = 2 ** 31;

/** Models that are the outcome of a run that is listed. */
const runOf = new WeakMap<Model, string>();

/** The run that made a model, or null. */
export function runIdOf(model: Model | null): string | null {
  return (model && runOf.get(model)) ?? null;
}

/** Reads which runs have their weights, and lets go of what belongs to none. */
export async function loadRunWeights(): Promise<void> {
  await loadRuns();
  await attempt(makeRoom);
}

/** Keeps what a run has learned, beside the run; what is too old to be kept makes room. What was trained is in memory. */
export async function keepWeights(run: RunRecord, model: Model): Promise<void> {
  const { weights } = model;
  if (!(weights instanceof ArrayBuffer)) return;
  runOf.set(model, run.id);
  const kept = { weights, about: aboutOf(model) };
  await attempt(async (folder) => {
    try {
      await writeInPlaceOfOlder(folder, run.id, kept);
    } catch (thrown) {
      // What a broken write leaves must not count as weights.
      await folder.removeWeights(run.id);
      throw thrown;
    } finally {
      await makeRoom(folder);
    }
  });
}

/** Where storage is full, the oldest go one by one, and no more of them than these weights are large. */
async function writeInPlaceOfOlder(folder: RunFolder, id: string, kept: KeptWeights): Promise<void> {
  const newestFirst = (await folder.listWeights()).filter((entry) => entry.id !== id);
  for (let freed = 0; ; ) {
    try {
      return await folder.writeWeights(id, kept);
    } catch (thrown) {
      const oldest = newestFirst.pop();
      if (!isFull(thrown) || !oldest || freed >= kept.weights.byteLength) throw thrown;
      await folder.removeWeights(oldest.id);
      freed += oldest.bytes;
    }
  }
}

/** The network of a run with the weights that it ended with. Throws a UserError if they are gone. */
export async function modelOfRun({ id, name }: RunRecord): Promise<Model> {
  const kept = await runFolder().readWeights(id);
  const about = kept && ABOUT.safeParse(parseJson(kept.about)).data;
  const document = about && parseProject(about.document);
  if (!kept || !about || !document?.ok) throw new UserError(`The weights of “${name}” are no longer there.`);
  const { mean, std, seed, classNames } = about;
  const model: Model = {
    origin: "trained",
    document: document.value,
    weights: kept.weights,
    seed,
    fileName: null,
    classNames,
    normalisation: { mean, std },
  };
  runOf.set(model, id);
  return model;
}

const colour = z.tuple([z.number(), z.number(), z.number()]);
const ABOUT = z.object({
  /** A project file. */
  document: z.string(),
  seed: z.int(),
  classNames: z.array(z.string()).nullable(),
  mean: colour,
  std: colour,
});

function aboutOf({ document, seed, classNames, normalisation: { mean, std } }: Model): string {
  const about = { document: serializeProject(document), seed, classNames, mean, std };
  return JSON.stringify(about);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

async function makeRoom(folder: RunFolder): Promise<void> {
  const kept = new Set<string>();
  let total = 0;
  for (const { id, bytes, isOrphan } of await folder.listWeights()) {
    total += isOrphan ? 0 : bytes;
    const isTooMuch = kept.size > 0 && (kept.size >= MAX_KEPT || total > MAX_BYTES);
    if (isOrphan || isTooMuch) await folder.removeWeights(id);
    else kept.add(id);
  }
  runWeightsStore.setState({ kept });
}

/** What fails is told beside the weights that can be chosen; the run itself is kept all the same. */
async function attempt(task: (folder: RunFolder) => Promise<void>): Promise<void> {
  try {
    await task(runFolder());
    runWeightsStore.setState({ problem: null });
  } catch (thrown) {
    const problem = isFull(thrown) ? "the browser's storage is full" : errorMessage(thrown);
    runWeightsStore.setState({ problem });
  }
}
