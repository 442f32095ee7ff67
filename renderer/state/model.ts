import { createStore, useStore } from "zustand";
import type { Batch, Engine } from "../../shared/contracts/engine";
import type { MatchStrategy } from "../../shared/contracts/weight-match";
import type { Rgb } from "../../shared/data/define";
import { diff } from "../../shared/graph/diff";
import type { Document } from "../../shared/graph/document";
import { engineStore, ensureEngine } from "./engine";
import { type ModelWeights, packedWeights } from "./model-weights";

/** A network with weights, as the Run panel uses it. Its document is a copy: the canvas may go on changing. */
export interface Model {
  readonly origin: "trained" | "file" | "random";
  readonly document: Document;
  /** Null means drawn from `seed`. */
  readonly weights: ModelWeights | null;
  readonly seed: number;
  /** Of the file, where there is one. */
  readonly fileName: string | null;
  /** Null where nobody has said what the outputs mean. */
  readonly classNames: readonly string[] | null;
  readonly normalisation: Normalisation;
}

/** Per channel, of pixels in 0 to 1. */
export interface Normalisation {
  readonly mean: Rgb;
  readonly std: Rgb;
}

/** Of ImageNet's training images, as PyTorch's pretrained weights expect it. */
export const IMAGENET_NORMALISATION: Normalisation = {
  mean: [0.485, 0.456, 0.406],
  std: [0.229, 0.224, 0.225],
};

export interface ModelState {
  readonly model: Model | null;
  /** What the engine holds now, and in which process. */
  readonly loaded: { readonly model: Model; readonly generation: number } | null;
}

export const modelStore = createStore<ModelState>(() => ({ model: null, loaded: null }));

export function useModel<T>(select: (state: ModelState) => T): T {
  return useStore(modelStore, select);
}

/** Whether two documents are the same network, whatever they are called and however they are laid out. */
export function isSameNetwork(a: Document, b: Document): boolean {
  const network = ({ graph, definitions }: Document) => ({ graph, definitions });
  return diff(network(a), network(b)).length === 0;
}

/** The model whose weights belong to a network, also where it was edited or renamed since; null where none is held. */
export function weightsInHand(document: Document, { model } = modelStore.getState()): Model | null {
  if (!model?.weights) return null;
  return model.document.name === document.name || isSameNetwork(model.document, document) ? model : null;
}

export function randomModel(document: Document, seed: number): Model {
  return {
    origin: "random",
    document,
    weights: null,
    seed,
    fileName: null,
    classNames: null,
    normalisation: IMAGENET_NORMALISATION,
  };
}

/**
 * Loads a model and keeps it only if the engine took it. Where its weights are matched otherwise than strictly, it is
 * kept with those that the engine made of them: all there, and under the network's own names.
 */
export async function loadModel(model: Model, match: MatchStrategy = "strict"): Promise<void> {
  const { document, weights, seed } = model;
  if (match === "strict" || !weights) {
    await bringUp(model);
    modelStore.setState({ model });
    return;
  }
  const { engine } = ensureEngine();
  await engine.load({ document, seed, weights: await packedWeights(weights), match });
  const whole = { ...model, weights: await engine.exportWeights() };
  modelStore.setState({
    model: whole,
    loaded: { model: whole, generation: engineStore.getState().generation },
  });
}

/** Weights that came with the network; the engine takes them when something first asks for them. */
export function offerModel(model: Model): void {
  modelStore.setState({ model });
}

/** The engine holds this already: it has just trained it. */
export function adoptTrained(model: Model): void {
  modelStore.setState({ model, loaded: { model, generation: engineStore.getState().generation } });
}

/** The engine loaded something that nobody will ask for. */
export function engineHoldsNothingKnown(): void {
  modelStore.setState({ loaded: null });
}

export function forgetModel(): void {
  modelStore.setState({ model: null });
}

/** The engine, holding this model: loaded again where it was lost. */
export async function engineWith(model: Model): Promise<Engine> {
  await bringUp(model);
  return ensureEngine().engine;
}

/** Inference with a model, loaded again where the engine lost it; `onLoaded` is called when that is done. */
export async function runModel(model: Model, input: Batch, onLoaded?: () => void): Promise<Batch> {
  await bringUp(model);
  onLoaded?.();
  return ensureEngine().engine.run(input);
}

async function bringUp(model: Model): Promise<void> {
  const { loaded } = modelStore.getState();
  const { engine } = ensureEngine();
  if (loaded?.model === model && loaded.generation === engineStore.getState().generation) return;
  const { document, weights, seed } = model;
  const given = weights ? { weights: await packedWeights(weights) } : {};
  await engine.load({ document, seed, ...given });
  modelStore.setState({ loaded: { model, generation: engineStore.getState().generation } });
}
