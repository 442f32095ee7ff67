import { createStore, useStore } from "zustand";
import { errorMessage } from "../../shared/base/assert";
import { type RunRecord, readRunRecord, writeRunRecord } from "../../shared/formats/run-record/record";
import { createRunFolder, originRunDirectory, type RunFolder } from "../host/run-folder";

export interface RunsState {
  /** Newest first. */
  readonly runs: readonly RunRecord[];
  /** Overlaid, and by which look: a run keeps its colour while others come and go. */
  readonly shown: ReadonlyMap<string, number>;
  /** Why runs are not kept beyond this window. */
  readonly problem: string | null;
}

/** As many as can be told apart by colour and dashes. */
export const MAX_SHOWN = 8;

const EMPTY: RunsState = { runs: [], shown: new Map(), problem: null };

export const runsStore = createStore<RunsState>(() => EMPTY);

let folder: RunFolder = createRunFolder(originRunDirectory);
let loading: Promise<void> | null = null;

export function runFolder(): RunFolder {
  return folder;
}

export function useRuns<T>(select: (state: RunsState) => T): T {
  return useStore(runsStore, select);
}

/** Where runs are kept from now on; those of the folder before are no longer listed. */
export function provideRunFolder(next: RunFolder): void {
  folder = next;
  loading = null;
  runsStore.setState(EMPTY);
}

/** Reads what is kept, once. */
export function loadRuns(): Promise<void> {
  loading ??= attempt(async () => {
    const texts = await folder.readAll();
    const held = new Set(runsStore.getState().runs.map(({ id }) => id));
    const found = texts.map(readRunRecord).filter((run) => run !== null);
    insert(found.filter(({ id }) => !held.has(id)));
  });
  return loading;
}

/** Lists a run and writes it. It is shown with those that are shown already. */
export async function keepRun(run: RunRecord): Promise<void> {
  insert([run]);
  showRun(run.id, true);
  await attempt(() => folder.write(run.id, writeRunRecord(run)));
}

export async function renameRun(id: string, name: string): Promise<void> {
  const run = runsStore.getState().runs.find((each) => each.id === id);
  const trimmed = name.trim();
  if (!run || trimmed === "" || trimmed === run.name) return;
  const renamed = { ...run, name: trimmed };
  runsStore.setState(({ runs }) => ({ runs: runs.map((each) => (each === run ? renamed : each)) }));
  await attempt(() => folder.write(id, writeRunRecord(renamed)));
}

/** Returns how to take it back, look and all. */
export function deleteRun(id: string): () => Promise<void> {
  const { runs, shown } = runsStore.getState();
  const run = runs.find((each) => each.id === id);
  if (!run) return async () => undefined;
  const look = shown.get(id);
  showRun(id, false);
  runsStore.setState((state) => ({ runs: state.runs.filter((each) => each !== run) }));
  const removed = attempt(() => folder.remove(id));
  return async () => {
    insert([run]);
    if (look !== undefined) showRun(id, true);
    await removed;
    await attempt(() => folder.write(id, writeRunRecord(run)));
  };
}

/** With the first look that is free; not at all if there are as many as can be told apart. */
export function showRun(id: string, isShown: boolean): void {
  const shown = new Map(runsStore.getState().shown);
  if (!isShown) shown.delete(id);
  else if (!shown.has(id) && shown.size < MAX_SHOWN) {
    const taken = new Set(shown.values());
    shown.set(id, Array.from({ length: MAX_SHOWN }, (_, look) => look).find((look) => !taken.has(look)) ?? 0);
  }
  runsStore.setState({ shown });
}

function insert(added: readonly RunRecord[]): void {
  runsStore.setState(({ runs }) => ({
    runs: [...runs, ...added].sort((a, b) => b.startedAt - a.startedAt),
  }));
}

/** What fails is said in the list; the runs stay in this window. */
async function attempt(task: () => Promise<void>): Promise<void> {
  try {
    await task();
    runsStore.setState({ problem: null });
  } catch (thrown) {
    runsStore.setState({ problem: errorMessage(thrown) });
  }
}
