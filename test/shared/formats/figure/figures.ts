import { createAnalyser } from "../../../../shared/analysis/analyse";
import { nodeAnalysisAt } from "../../../../shared/analysis/find";
import { interiorOf } from "../../../../shared/blocks/expand";
import type { FigureContext } from "../../../../shared/formats/figure/context";
import { drawFigure } from "../../../../shared/formats/figure/draw";
import { boundsOf, wordsRect } from "../../../../shared/formats/figure/measure";
import { FIGURE_PARAMS, type FigureOptions } from "../../../../shared/formats/figure/options";
import type { Figure, Item, Words } from "../../../../shared/formats/figure/primitives";
import { type Document, joinPath, type NodePath } from "../../../../shared/graph/document";
import { defaultsOf } from "../../../../shared/layers/params";
import { grown, overlaps, shifted } from "../../../../shared/layout/geometry";
import { layeredLayout } from "../../../../shared/layout/layered";
import { createLayouter } from "../../../../shared/layout/layouter";
import { shownPaths } from "../../../../shared/layout/places";
import type { Rect } from "../../../../shared/layout/types";
import { elkEngine } from "../../../helpers/elk-engine";

const TOOLS: FigureContext = {
  engine: elkEngine,
  asset: () => Promise.reject(new Error("needs no files")),
};

export function figureOf(
  document: Document,
  options: Partial<FigureOptions> = {},
  context: Partial<FigureContext> = {},
): Promise<Figure> {
  const all = { ...(defaultsOf(FIGURE_PARAMS) as unknown as FigureOptions), ...options };
  return drawFigure({ document, options: all, figure: { ...TOOLS, ...context } });
}

export function unfold(document: Document, wanted: (path: NodePath) => boolean = () => true): Document {
  const unfolded: Record<NodePath, true> = {};
  const visit = (nodes: Document["graph"]["nodes"], frame: NodePath): void => {
    for (const node of Object.values(nodes)) {
      const path = joinPath(frame, node.id);
      if (node.kind !== "block" || !wanted(path)) continue;
      unfolded[path] = true;
      const interior = interiorOf(node, document.definitions);
      if (interior.ok) visit(interior.value.graph.nodes, path);
    }
  };
  visit(document.graph.nodes, "");
  return { ...document, view: { ...document.view, unfolded } };
}

export interface PlacedWords {
  readonly words: Words;
  readonly rect: Rect;
}

/** All text with the place that it takes on the figure. */
export function wordsOf(items: readonly Item[], at = { x: 0, y: 0 }): readonly PlacedWords[] {
  return items.flatMap((item) => {
    if (item.kind === "words") return [{ words: item, rect: shifted(wordsRect(item), at) }];
    return item.kind === "group" ? wordsOf(item.items, { x: at.x + item.at.x, y: at.y + item.at.y }) : [];
  });
}

/** Of all nodes that show. */
export async function shownNames(document: Document): Promise<readonly string[]> {
  const layouter = createLayouter({ layout: async (graph) => layeredLayout(graph) });
  await layouter.prepare(document, "down");
  const layout = layouter.tryLayout(document, "down");
  const analysis = createAnalyser().analyse(document);
  return shownPaths(layout ?? { flow: "down", frames: new Map() }).map(
    (path) => nodeAnalysisAt(analysis, path)?.node.name ?? path,
  );
}

/** A name may be cut in its middle, and several may share a line. */
export function isNamed(name: string, texts: readonly string[]): boolean {
  return texts.some((text) => {
    const parts = text.replace(/ ×\d+$/, "").split(" · ");
    return parts.some((part) => {
      const [head = "", tail] = part.split("…");
      return tail === undefined ? part === name : name.startsWith(head) && name.endsWith(tail);
    });
  });
}

/** What a reader would miss or could not read. */
export function faultsOf({ width, height, items }: Figure, names: readonly string[]) {
  const placed = wordsOf(items);
  const texts = placed.map(({ words }) => words.text);
  const bounds = boundsOf(items);
  const collisions = placed.flatMap((a, at) =>
    placed
      .slice(at + 1)
      .filter((b) => overlaps(grown(a.rect, -0.01), b.rect))
      .map((b) => `${a.words.text} | ${b.words.text}`),
  );
  const isInside =
    bounds !== null &&
    bounds.x >= 0 &&
    bounds.y >= 0 &&
    bounds.x + bounds.width <= width &&
    bounds.y + bounds.height <= height;
  return { unnamed: names.filter((name) => !isNamed(name, texts)), collisions, isInside };
}

export const SOUND = { unnamed: [], collisions: [], isInside: true };
