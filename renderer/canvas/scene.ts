import { createStore, useStore } from "zustand";
import type { GraphAnalysis } from "../../shared/analysis/types";
import { type Document, emptyDocument } from "../../shared/graph/document";
import { createLayouter, type Layouter } from "../../shared/layout/layouter";
import { type CanvasLayout, EMPTY_LAYOUT, type LayoutEngine } from "../../shared/layout/types";
import { projectStore } from "../state/project";
import { settingsStore } from "../state/settings";
import { createElkEngine } from "./layout/engine";
import { practiceGraphs } from "./layout/practice";

/** What the canvas shows. It lags behind the document only while a layout is being worked out. */
export interface Scene {
  readonly document: Document;
  readonly analysis: GraphAnalysis;
  readonly layout: CanvasLayout;
  /** Of the project that shows; -1 before the first. */
  readonly generation: number;
  /** True if the layout had to make do with a plain one. */
  readonly isPlain: boolean;
  /** True while a layout has been awaited for longer than people take for instant. */
  readonly isLate: boolean;
}

const LATE_MS = 300;

const { analysis } = projectStore.getState();

export const sceneStore = createStore<Scene>(() => ({
  document: emptyDocument("Untitled"),
  analysis,
  layout: EMPTY_LAYOUT,
  generation: -1,
  isPlain: false,
  isLate: false,
}));

export function useScene<T>(select: (scene: Scene) => T): T {
  return useStore(sceneStore, select);
}

export function currentLayout(): CanvasLayout {
  return sceneStore.getState().layout;
}

let engine: LayoutEngine = createElkEngine(
  () => new Worker(new URL("./layout/worker.ts", import.meta.url), { type: "module" }),
  () => sceneStore.setState({ isPlain: true }),
);
/** The same engine for those who lay out something else than the scene. */
export const layoutEngine: LayoutEngine = { layout: (graph) => engine.layout(graph) };
let layouter: Layouter = createLayouter(engine);
let isPreparing = false;
let isDragging = false;

/** Loads the layout's code ahead of the first network, and has it practise. */
export async function warmUpLayout(): Promise<void> {
  for (const graph of practiceGraphs) await engine.layout(graph);
}

/** For tests, which have no workers. */
export function setLayoutEngine(other: LayoutEngine): Layouter {
  engine = other;
  layouter = createLayouter(engine);
  return layouter;
}

/** Keeps the scene with the project and the direction of flow. Returns how to stop. */
export function followProject(): () => void {
  refresh();
  const stops = [projectStore.subscribe(refresh), settingsStore.subscribe(refresh)];
  return () => {
    for (const stop of stops) stop();
  };
}

/** Lays everything out as if it had just been opened; what was placed by hand stays there. */
export function layOutAfresh(): void {
  layouter.forget();
  refresh();
}

/** While a node is dragged, frames grow with it and their surroundings wait for the end. */
export function setDragging(dragging: boolean): void {
  isDragging = dragging;
  if (!dragging) refresh();
}

/** Resolves when the scene shows the project as it is. */
export async function sceneSettled(): Promise<void> {
  const isBehind = (): boolean => {
    const { document, layout } = sceneStore.getState();
    return (
      document !== projectStore.getState().history.present || layout.flow !== settingsStore.getState().flow
    );
  };
  while (isBehind()) {
    await new Promise<void>((resolve) => {
      const stop = sceneStore.subscribe(() => {
        stop();
        resolve();
      });
      refresh();
    });
  }
}

function refresh(): void {
  const { history, analysis, generation } = projectStore.getState();
  const { flow } = settingsStore.getState();
  const document = history.present;
  const shown = sceneStore.getState();
  if (shown.document === document && shown.layout.flow === flow && shown.generation === generation) {
    if (!isDragging) settleAfterDrag(document);
    return;
  }
  if (shown.generation !== generation) layouter.forget();
  const layout =
    layouter.tryLayout(document, flow, isDragging) ??
    (isDragging ? layouter.provisional(document, flow) : null);
  if (layout) {
    const isPlain = shown.isPlain && shown.generation === generation;
    sceneStore.setState({ document, analysis, layout, generation, isPlain });
  } else void prepare();
}

/** What a drag left provisional gets its real layout. */
function settleAfterDrag(document: Document): void {
  const { layout: shown } = sceneStore.getState();
  const layout = layouter.tryLayout(document, shown.flow);
  if (!layout) void prepare();
  else if (layout !== shown) sceneStore.setState({ layout });
}

async function prepare(): Promise<void> {
  if (isPreparing) return;
  isPreparing = true;
  const late = setTimeout(() => sceneStore.setState({ isLate: true }), LATE_MS);
  try {
    await layouter.prepare(projectStore.getState().history.present, settingsStore.getState().flow);
  } finally {
    isPreparing = false;
    clearTimeout(late);
    if (sceneStore.getState().isLate) sceneStore.setState({ isLate: false });
  }
  refresh();
}
