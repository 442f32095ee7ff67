import { createStore, useStore } from "zustand";
import { createAnalyser } from "../../../shared/analysis/analyse";
import { type NetworkEnds, networkEnds, scoresOf } from "../../../shared/analysis/fit-to-data";
import type { GraphAnalysis } from "../../../shared/analysis/types";
import { refuseUnrunnable } from "../../../shared/analysis/unrunnable";
import { errorMessage, UserError } from "../../../shared/base/assert";
import type { TestingKind } from "../../../shared/contracts/run";
import { testings, viewCount } from "../../../shared/data/testings";
import type { Document } from "../../../shared/graph/document";
import { hasTrait } from "../../../shared/layers/define";
import { layers } from "../../../shared/layers/registry";
import type { MapShape } from "../../../shared/layers/shape";
import { ensureEngine } from "../../state/engine";
import { type Subject, showSubject } from "../../state/inside";
import { isSameNetwork, type Model, modelStore, randomModel } from "../../state/model";
import { currentDocument, projectStore } from "../../state/project";
import { trainSetupStore } from "../../state/train-setup";
import type { Picture } from "./decode-picture";
import { type ClassMap, classMapOf, classShares, look } from "./look";
import { type RankedClass, topClasses } from "./top-classes";

const SHOWN_CLASSES = 5;

export interface Answer extends Subject {
  readonly picture: Picture;
  /** Empty where the network ends in a map. */
  readonly top: readonly RankedClass[];
  readonly map: ClassMap | null;
  /** How often the network looked. */
  readonly views: number;
  /** Of the inference alone, loading apart. */
  readonly ms: number;
}

export interface ClassifyState {
  readonly picture: Picture | null;
  readonly busy: boolean;
  readonly error: string | null;
  /** The last answer, which stands until the next is there. */
  readonly answer: Answer | null;
}

const EMPTY: ClassifyState = { picture: null, busy: false, error: null, answer: null };

export const classifyStore = createStore<ClassifyState>(() => EMPTY);

export function useClassify<T>(select: (state: ClassifyState) => T): T {
  return useStore(classifyStore, select);
}

/** How the network looks at people's pictures. */
export const testingStore = createStore<{ readonly kind: TestingKind }>(() => ({ kind: "whole" }));

export function useTesting(): TestingKind {
  return useStore(testingStore, ({ kind }) => kind);
}

/** Shows the present picture again in that way. */
export async function chooseTesting(kind: TestingKind): Promise<void> {
  testingStore.setState({ kind });
  await classifyAgain();
}

let latest = 0;

/** Shows a picture to the network; the answer, or why there is none, ends up in the store. The last call wins. */
export async function classify(picture: Picture): Promise<void> {
  const own = ++latest;
  const update = (change: Partial<ClassifyState>): void => {
    if (own === latest) classifyStore.setState(change);
  };
  update({ picture, busy: true, error: null });
  try {
    const answer = await answerFor(picture, modelInUse());
    if (own === latest) showSubject(answer);
    update({ answer, busy: false });
  } catch (thrown) {
    update({ error: errorMessage(thrown), answer: null, busy: false });
  }
}

/** Shows the present picture again: to other weights, or to a network that was edited. */
export async function classifyAgain(): Promise<void> {
  const { picture } = classifyStore.getState();
  if (picture) await classify(picture);
}

/** Ends the inference after the layer that it is at. The answer before stands. */
export function stopLooking(): void {
  latest++;
  classifyStore.setState({ busy: false });
  void ensureEngine()
    .engine.cancel()
    .catch(() => undefined);
}

/** Something could not become a picture. */
export function refusePicture(reason: unknown): void {
  latest++;
  classifyStore.setState({ error: errorMessage(reason), busy: false });
}

export function clearPicture(): void {
  latest++;
  classifyStore.setState(EMPTY);
  showSubject(null);
}

/** The picture stays, to be shown to what was opened; what an engine is still at is for nobody. */
function forgetAnswer(): void {
  const { busy } = classifyStore.getState();
  if (busy) stopLooking();
  latest++;
  classifyStore.setState({ answer: null, error: null, busy: false });
}

projectStore.subscribe(({ generation }, before) => {
  if (generation !== before.generation) forgetAnswer();
});

/** The trained or loaded one; else the network on the canvas with random weights. */
export function modelInUse(): Model {
  const { model } = modelStore.getState();
  const document = currentDocument();
  if (model && (model.origin !== "random" || isSameNetwork(model.document, document))) return model;
  const drawn = randomModel(document, trainSetupStore.getState().seed);
  modelStore.setState({ model: drawn });
  return drawn;
}

/** What a model takes in and gives out. Throws a readable error if it cannot be run. */
export function endsOf(
  document: Document,
): NetworkEnds & { readonly input: MapShape; readonly sure: boolean } {
  const analysis = createAnalyser().analyse(document);
  if (analysis.order.length === 0) {
    throw new UserError("There is no network yet. Compose one on the canvas, or open one.");
  }
  const [problem] = analysis.problems;
  if (problem) throw new UserError(`“${problem.path}” needs mending first: ${problem.message}`);
  refuseUnrunnable(analysis);
  const ends = networkEnds(analysis);
  if (!ends.ok) throw new UserError(`${ends.error.message} Expected ${ends.error.expected}.`);
  const { input } = ends.value;
  if (!input)
    throw new UserError("The network's input has no height and width. Give it some in the inspector.");
  return { ...ends.value, input, sure: endsInProbabilities(analysis, ends.value) };
}

async function answerFor(picture: Picture, model: Model): Promise<Answer> {
  const ends = endsOf(model.document);
  const isMapped = ends.output !== null && scoresOf(ends.output) === null;
  const kind = isMapped ? "whole" : testingStore.getState().kind;
  const testing = testings.require(kind).defaults;
  const { seen, batch, output, areProbabilities, ms } = await look(picture, model, { ...ends, testing });
  const map = classMapOf(output, ends.output);
  const ranking = map ? classShares(map) : topClasses(output, output.length, { areProbabilities });
  return {
    model,
    picture,
    input: batch,
    seen,
    ms,
    ranking,
    top: map ? [] : ranking.slice(0, SHOWN_CLASSES),
    map,
    views: viewCount(testing),
  };
}

function endsInProbabilities(analysis: GraphAnalysis, { sink }: NetworkEnds): boolean {
  const node = analysis.nodes.get(sink)?.node;
  return node?.kind === "layer" && hasTrait(layers.get(node.type), "probabilities");
}
