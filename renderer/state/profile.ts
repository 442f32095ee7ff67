import { createStore, useStore } from "zustand";
import { leafPrefix } from "../../shared/analysis/leaf-paths";
import { errorMessage } from "../../shared/base/assert";
import type { EngineInfo } from "../../shared/contracts/engine";
import type { LayerProfile, Profile } from "../../shared/contracts/inside";
import type { Document, NodePath } from "../../shared/graph/document";
import type { Progress } from "./inside";
import { engineWith, isSameNetwork, type Model, modelStore, randomModel } from "./model";
import { projectStore } from "./project";
import { changeSettings } from "./settings";
import { trainSetupStore } from "./train-setup";

export interface ProfileOptions {
  readonly batch: number;
  readonly train: boolean;
  readonly steps: number;
}

/** A profile, with the network and the engine it was taken of. */
export interface Taken {
  readonly profile: Profile;
  readonly document: Document;
  readonly info: EngineInfo;
  /** Of the node on the canvas that took most, in milliseconds. */
  readonly slowest: number;
}

export interface ProfileState {
  readonly options: ProfileOptions;
  readonly taken: Taken | null;
  readonly running: Progress | null;
  readonly error: string | null;
  readonly isStale: boolean;
}

export const profileStore = createStore<ProfileState>(() => ({
  options: { batch: 1, train: false, steps: 5 },
  taken: null,
  running: null,
  error: null,
  isStale: false,
}));

export function useProfile<T>(select: (state: ProfileState) => T): T {
  return useStore(profileStore, select);
}

export function setProfileOptions(change: Partial<ProfileOptions>): void {
  profileStore.setState(({ options }) => ({ options: { ...options, ...change } }));
}

const WARM_UP = 2;

let latest = 0;

/** Times every layer of the network on the canvas, and colours the canvas by it. */
export async function takeProfile(): Promise<void> {
  const own = ++latest;
  const { options } = profileStore.getState();
  const document = projectStore.getState().history.present;
  const update = (change: Partial<ProfileState>): void => {
    if (own === latest) profileStore.setState(change);
  };
  update({ running: { done: 0, total: options.steps + WARM_UP }, error: null });
  try {
    const engine = await engineWith(modelFor(document));
    const profile = await engine.profile({ ...options, warmUp: WARM_UP }, (done, total) => {
      update({ running: { done, total } });
      return own === latest;
    });
    const info = await engine.describe();
    if (own !== latest) return;
    if (profile) {
      const slowest = slowestNode(profile);
      update({ taken: { profile, document, info, slowest }, isStale: isOld(document) });
      changeSettings({ times: true });
    }
    update({ running: null });
  } catch (thrown) {
    update({ error: errorMessage(thrown), running: null });
  }
}

export function stopProfile(): void {
  latest++;
  profileStore.setState({ running: null });
}

export function timeOf({ forwardMs, backwardMs }: LayerProfile): number {
  return forwardMs + backwardMs;
}

/** What a node of the canvas took, all layers and copies of a block together. Null where that is not known. */
export function nodeTime({ taken, isStale }: ProfileState, path: NodePath): number | null {
  return taken && !isStale ? timeAt(taken.profile, path) : null;
}

const byProfile = new WeakMap<Profile, Map<string, number>>();

function timeAt(profile: Profile, path: NodePath): number | null {
  const prefix = leafPrefix(projectStore.getState().analysis, path);
  if (prefix === null) return null;
  const known = byProfile.get(profile) ?? new Map<string, number>();
  byProfile.set(profile, known);
  const kept = known.get(prefix);
  if (kept !== undefined) return kept;
  let sum = 0;
  for (const layer of profile.layers) {
    if (layer.path === prefix || (prefix.endsWith("/") && layer.path.startsWith(prefix)))
      sum += timeOf(layer);
  }
  known.set(prefix, sum);
  return sum;
}

function slowestNode(profile: Profile): number {
  const { order } = projectStore.getState().analysis;
  return Math.max(0, ...order.map((id) => timeAt(profile, id) ?? 0));
}

/** The weights decide next to nothing here, so that of the canvas itself does where the model in use is another. */
function modelFor(document: Document): Model {
  const { model } = modelStore.getState();
  if (model && isSameNetwork(model.document, document)) return model;
  return randomModel(document, trainSetupStore.getState().seed);
}

function isOld(document: Document): boolean {
  return !isSameNetwork(document, projectStore.getState().history.present);
}

projectStore.subscribe(({ generation, history }, before) => {
  if (generation !== before.generation) {
    stopProfile();
    profileStore.setState({ taken: null, error: null, isStale: false });
  } else if (history.present !== before.history.present) {
    const { taken, isStale } = profileStore.getState();
    if (taken && isOld(taken.document) !== isStale) profileStore.setState({ isStale: !isStale });
  }
});
