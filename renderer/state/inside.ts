import { createStore, useStore } from "zustand";
import { outputLeaf } from "../../shared/analysis/leaf-paths";
import { errorMessage } from "../../shared/base/assert";
import type { Batch } from "../../shared/contracts/engine";
import type { LayerActivity } from "../../shared/contracts/inside";
import type { RgbImage } from "../../shared/data/resize";
import type { Document, NodePath } from "../../shared/graph/document";
import { engineWith, isSameNetwork, type Model } from "./model";
import { projectStore } from "./project";
import { settingsStore } from "./settings";

/** What is looked at: a picture, and the network that it was last shown to. */
export interface Subject {
  readonly model: Model;
  /** The picture as a batch of one. */
  readonly input: Batch;
  /** The same, as it looks. */
  readonly seen: RgbImage;
  /** All classes, the most probable first. */
  readonly ranking: readonly { readonly index: number; readonly probability: number }[];
}

export interface Progress {
  readonly done: number;
  readonly total: number;
}

export interface InsideState {
  readonly subject: Subject | null;
  /** What each layer makes of the subject, by the path of the layer; null until somebody wants to see it. */
  readonly activity: ReadonlyMap<string, LayerActivity> | null;
  readonly looking: Progress | null;
  readonly error: string | null;
  /** Whether the network on the canvas is another than the subject's by now. */
  readonly isStale: boolean;
}

const NOTHING: InsideState = { subject: null, activity: null, looking: null, error: null, isStale: false };

export const insideStore = createStore<InsideState>(() => NOTHING);

export function useInside<T>(select: (state: InsideState) => T): T {
  return useStore(insideStore, select);
}

let latest = 0;

/** Looks at something else from now on. */
export function showSubject(subject: Subject | null): void {
  latest++;
  insideStore.setState({ ...NOTHING, subject, isStale: subject !== null && isOld(subject) });
  if (settingsStore.getState().activations) void lookAtActivations();
}

/** Has every layer say what it makes of the subject, unless it has said so already. The last call wins. */
export async function lookAtActivations(): Promise<void> {
  const { subject, activity } = insideStore.getState();
  if (!subject || activity) return;
  const own = ++latest;
  const update = (change: Partial<InsideState>): void => {
    if (own === latest) insideStore.setState(change);
  };
  update({ looking: { done: 0, total: 1 }, error: null });
  try {
    const engine = await engineWith(subject.model);
    const found = await engine.activations(subject.input, (done, total) => {
      update({ looking: { done, total } });
      return own === latest;
    });
    const byLayer = found && new Map(found.map((each) => [each.path, each]));
    update({ activity: byLayer, looking: null });
  } catch (thrown) {
    update({ error: errorMessage(thrown), looking: null });
  }
}

export function stopLooking(): void {
  latest++;
  insideStore.setState({ looking: null });
}

/** What a node of the canvas makes of the subject: its own layer, or what leaves a block. */
export function activityOf({ activity, isStale }: InsideState, path: NodePath): LayerActivity | null {
  if (!activity || isStale) return null;
  const leaf = outputLeaf(projectStore.getState().analysis, path);
  return leaf === null ? null : (activity.get(leaf) ?? null);
}

function isOld({ model }: Subject, document: Document = projectStore.getState().history.present): boolean {
  return !isSameNetwork(model.document, document);
}

projectStore.subscribe(({ generation, history }, before) => {
  if (generation !== before.generation) showSubject(null);
  else if (history.present !== before.history.present) {
    const { subject, isStale } = insideStore.getState();
    if (subject && isOld(subject, history.present) !== isStale) insideStore.setState({ isStale: !isStale });
  }
});

settingsStore.subscribe(({ activations }, before) => {
  if (activations && !before.activations) void lookAtActivations();
  else if (!activations && before.activations && insideStore.getState().looking) stopLooking();
});
