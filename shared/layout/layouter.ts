import { interiorOf } from "../blocks/expand";
import {
  type Document,
  joinPath,
  lastOfPath,
  type NodeId,
  type NodePath,
  type Point,
  parentPath,
} from "../graph/document";
import { type FrameSource, frameGraph } from "./frame-graph";
import { turnedPoint } from "./geometry";
import { keepStill, type Settled, settleFrame } from "./settle";
import { FRAME_MIN_WIDTH, FRAME_PADDING, HEADER_HEIGHT } from "./sizes";
import type { CanvasLayout, Flow, FrameLayout, GraphLayout, LayoutEngine, LayoutGraph } from "./types";

/** Lays out documents frame by frame and remembers: a frame that did not change keeps its layout, the same object. */
export interface Layouter {
  /** The layout if everything it needs is known already, else null: then `prepare` and try again. */
  tryLayout(document: Document, flow: Flow, isDragging?: boolean): CanvasLayout | null;
  /**
   * The last layout with the sizes of now: for the ticks of a drag, while the engine would lag behind. Null if nodes or
   * edges came or went.
   */
  provisional(document: Document, flow: Flow): CanvasLayout | null;
  /** Has everything laid out that `tryLayout` missed. */
  prepare(document: Document, flow: Flow): Promise<void>;
  /** Another document, or a fresh start: nothing stays where it was for its own sake. */
  forget(): void;
  /** Graphs handed to the engine so far, for tests. */
  readonly requested: number;
}

const CACHE_LIMIT = 2000;

export function createLayouter(engine: LayoutEngine): Layouter {
  return new CachingLayouter(engine);
}

interface Mode {
  readonly isLoose: boolean;
  readonly isDragging: boolean;
}

interface KeptFrame {
  readonly settled: Settled;
  readonly fresh: GraphLayout;
  readonly hand: Readonly<Record<NodeId, Point>>;
  readonly isDragging: boolean;
  readonly layout: FrameLayout;
}

class CachingLayouter implements Layouter {
  requested = 0;
  private readonly known = new Map<string, GraphLayout>();
  private kept = new Map<NodePath, KeptFrame>();
  /** What each frame looked like with each graph it had: undoing an edit brings the very same picture back. */
  private seen = new Map<string, Settled>();
  private keptFlow: Flow = "down";
  private last: CanvasLayout | null = null;

  constructor(private readonly engine: LayoutEngine) {}

  tryLayout(document: Document, flow: Flow, isDragging = false): CanvasLayout | null {
    return this.attempt(document, flow, { isLoose: false, isDragging }).layout;
  }

  provisional(document: Document, flow: Flow): CanvasLayout | null {
    return this.attempt(document, flow, { isLoose: true, isDragging: true }).layout;
  }

  async prepare(document: Document, flow: Flow): Promise<void> {
    for (;;) {
      const { missing } = this.attempt(document, flow, { isLoose: false, isDragging: false });
      if (missing.length === 0) return;
      const unique = new Map(missing.map((graph) => [graph.key, graph]));
      await Promise.all([...unique.values()].map((graph) => this.request(graph)));
    }
  }

  forget(): void {
    this.kept = new Map();
    this.seen = new Map();
    this.last = null;
  }

  private async request(graph: LayoutGraph): Promise<void> {
    this.requested++;
    const layout = await this.engine.layout(graph);
    remember(this.known, graph.key, layout);
  }

  private attempt(
    document: Document,
    flow: Flow,
    mode: Mode,
  ): { layout: CanvasLayout | null; missing: readonly LayoutGraph[] } {
    const before = flow === this.keptFlow ? this.kept : new Map<NodePath, KeptFrame>();
    const kept = new Map<NodePath, KeptFrame>();
    const frames = new Map<NodePath, FrameLayout>();
    const missing: LayoutGraph[] = [];
    for (const source of framesInside(document)) {
      const graph = frameGraph(source, document, frames, flow);
      const held = before.get(source.path);
      const settled = this.settle(source, graph, held, handPlaced(document, source.path, flow), flow, mode);
      if (settled) {
        kept.set(source.path, settled);
        frames.set(source.path, settled.layout);
      } else {
        missing.push(graph);
        // What holds this frame cannot be laid out before its size is known.
        break;
      }
    }
    if (missing.length > 0) {
      return { layout: null, missing: [...missing, ...this.otherMissing(document, flow, frames, missing)] };
    }
    if (!mode.isLoose) {
      this.kept = kept;
      this.keptFlow = flow;
    }
    return { layout: this.sameOrNew({ flow, frames }), missing: [] };
  }

  /** More frames to ask for at once: those that hold no unfolded block of unknown size. */
  private otherMissing(
    document: Document,
    flow: Flow,
    frames: ReadonlyMap<NodePath, FrameLayout>,
    first: readonly LayoutGraph[],
  ): readonly LayoutGraph[] {
    const asked = new Set(first.map(({ key }) => key));
    return framesInside(document).flatMap((source) => {
      const holdsFrame = Object.keys(source.graph.nodes).some(
        (id) => document.view.unfolded[joinPath(source.path, id)],
      );
      if (holdsFrame || frames.has(source.path)) return [];
      const graph = frameGraph(source, document, frames, flow);
      return this.known.has(graph.key) || asked.has(graph.key) ? [] : [graph];
    });
  }

  private settle(
    source: FrameSource,
    graph: LayoutGraph,
    held: KeptFrame | undefined,
    hand: Readonly<Record<NodeId, Point>>,
    flow: Flow,
    { isLoose, isDragging }: Mode,
  ): KeptFrame | null {
    const isSame = held?.settled.graph.key === graph.key;
    if (
      isSame &&
      held &&
      (held.isDragging === isDragging || Object.keys(hand).length === 0) &&
      sameHand(held.hand, hand)
    )
      return held;
    const fresh = this.known.get(graph.key) ?? (isLoose ? looseLayout(graph, held) : undefined);
    if (!fresh) return null;
    const place = `${source.path} ${graph.key}`;
    const settled =
      isSame && held ? held.settled : (this.seen.get(place) ?? keepStill(graph, fresh, held?.settled));
    if (!isLoose) remember(this.seen, place, settled);
    const insets = source.path === "" ? null : insetsOf(flow);
    return {
      settled,
      fresh,
      hand,
      isDragging,
      layout: settleFrame(settled, fresh, hand, insets, isDragging),
    };
  }

  private sameOrNew(layout: CanvasLayout): CanvasLayout {
    const { last } = this;
    const isSame =
      last?.flow === layout.flow &&
      last.frames.size === layout.frames.size &&
      [...layout.frames].every(([path, frame]) => last.frames.get(path) === frame);
    if (last && isSame) return last;
    this.last = layout;
    return layout;
  }
}

function remember<T>(map: Map<string, T>, key: string, value: T): void {
  if (map.size >= CACHE_LIMIT && !map.has(key)) map.delete(map.keys().next().value as string);
  map.set(key, value);
}

/** Every frame that shows, each after those inside it. */
export function framesInside(document: Document): readonly FrameSource[] {
  const found: FrameSource[] = [];
  const visit = (source: FrameSource): void => {
    for (const node of Object.values(source.graph.nodes)) {
      const path = joinPath(source.path, node.id);
      if (node.kind !== "block" || !document.view.unfolded[path]) continue;
      const interior = interiorOf(node, document.definitions);
      if (!interior.ok) continue;
      const { graph, inputs, outputs } = interior.value;
      visit({ path, graph, inputs: inputs.length, outputs: outputs.length });
    }
    found.push(source);
  };
  visit({ path: "", graph: document.graph, inputs: 0, outputs: 0 });
  return found;
}

function looseLayout(graph: LayoutGraph, held: KeptFrame | undefined): GraphLayout | undefined {
  if (!held) return undefined;
  const { nodes, edges } = held.settled.graph;
  const isSameShape =
    nodes.size === graph.nodes.size &&
    [...graph.nodes.keys()].every((id) => nodes.has(id)) &&
    edges.length === graph.edges.length &&
    edges.every(({ id }, index) => id === graph.edges[index]?.id);
  return isSameShape ? { ...held.fresh, anchors: held.settled.automatic, routes: {} } : undefined;
}

const byParent = new WeakMap<object, Map<NodePath, Record<NodeId, Point>>>();

function handPlaced(document: Document, frame: NodePath, flow: Flow): Readonly<Record<NodeId, Point>> {
  const { positions } = document.view;
  const grouped = byParent.get(positions) ?? groupByParent(positions);
  byParent.set(positions, grouped);
  const points = grouped.get(frame) ?? NOTHING;
  return flow === "down"
    ? points
    : Object.fromEntries(Object.entries(points).map(([id, point]) => [id, turnedPoint(point)]));
}

const NOTHING: Readonly<Record<NodeId, Point>> = {};

function groupByParent(positions: Document["view"]["positions"]): Map<NodePath, Record<NodeId, Point>> {
  const grouped = new Map<NodePath, Record<NodeId, Point>>();
  for (const [path, point] of Object.entries(positions)) {
    const parent = parentPath(path);
    const points = grouped.get(parent) ?? {};
    grouped.set(parent, points);
    points[lastOfPath(path)] = point;
  }
  return grouped;
}

function sameHand(a: Readonly<Record<NodeId, Point>>, b: Readonly<Record<NodeId, Point>>): boolean {
  if (a === b) return true;
  const keys = Object.keys(a);
  return (
    keys.length === Object.keys(b).length &&
    keys.every((id) => a[id]?.x === b[id]?.x && a[id]?.y === b[id]?.y)
  );
}

function insetsOf(flow: Flow) {
  const pad = FRAME_PADDING;
  return flow === "down"
    ? {
        top: HEADER_HEIGHT + pad,
        left: pad,
        right: pad,
        bottom: pad,
        entry: HEADER_HEIGHT,
        minWidth: FRAME_MIN_WIDTH,
      }
    : { top: pad, left: HEADER_HEIGHT + pad, right: pad, bottom: pad, entry: 0, minWidth: 0 };
}
