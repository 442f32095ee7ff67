import { createAnalyser } from "../../analysis/analyse";
import { nodeAnalysisAt } from "../../analysis/find";
import { UserError } from "../../base/assert";
import { type Document, lastOfPath, type NodePath, parentPath } from "../../graph/document";
import { layeredLayout } from "../../layout/layered";
import { createLayouter } from "../../layout/layouter";
import type { CanvasLayout, Flow, LayoutEngine } from "../../layout/types";
import type { ExportJob } from "../define";
import { canvasStyle } from "./canvas-style";
import { compose, type Drawing } from "./compose";
import type { FigureContext } from "./context";
import { drawnHues } from "./legend";
import type { FigureOptions } from "./options";
import type { Figure } from "./primitives";
import type { FigurePart, FigureScene } from "./scene";
import { tableStyle } from "./table-style";
import { THEMES } from "./theme";
import { volumesStyle } from "./volumes-style";

/** For where nobody hands over a better one. */
const PLAIN_ENGINE: LayoutEngine = { layout: async (graph) => layeredLayout(graph) };

type FigureJob = Pick<ExportJob<FigureOptions>, "document" | "options" | "figure">;

/** Draws a network, or a part of it, whatever the kind of file. Throws a readable error if there is nothing to draw. */
export async function drawFigure({ document: given, options, figure }: FigureJob): Promise<Figure> {
  const part = figure?.part ?? { kind: "whole" };
  const document = withPartUnfolded(given, part);
  const analysis = createAnalyser().analyse(document);
  const engine = figure?.engine ?? PLAIN_ENGINE;
  const layout = await layoutFor(document, options, engine, figure);
  const scene: FigureScene = { document, analysis, layout, part, theme: THEMES[options.theme] };
  const drawing = await styled(scene, options, engine);
  if (drawing.items.length === 0) throw new UserError("There is nothing to draw here. Add a layer first.");
  return compose(scene, drawing, options);
}

async function styled(scene: FigureScene, { style }: FigureOptions, engine: LayoutEngine): Promise<Drawing> {
  switch (style) {
    case "canvas":
      return { items: canvasStyle(scene), hues: drawnHues(scene) };
    case "table":
      return { items: tableStyle(scene), hues: drawnHues(scene) };
    case "volumes":
      return volumesStyle(scene, engine);
  }
}

async function layoutFor(
  document: Document,
  { direction }: FigureOptions,
  engine: LayoutEngine,
  figure: FigureContext | undefined,
): Promise<CanvasLayout> {
  const shown = figure?.shown;
  const flow: Flow = direction === "shown" ? (shown?.flow ?? "down") : direction;
  if (
    shown?.flow === flow &&
    Object.keys(document.view.unfolded).every((path) => isStillShown(shown, path))
  ) {
    return shown;
  }
  const layouter = createLayouter(engine);
  await layouter.prepare(document, flow);
  return layouter.tryLayout(document, flow) as CanvasLayout;
}

/** A block inside a folded one stays unfolded without showing. */
function isStillShown(shown: CanvasLayout, path: NodePath): boolean {
  const around = shown.frames.get(parentPath(path));
  return !around?.nodes.has(lastOfPath(path)) || shown.frames.has(path);
}

/** What a block holds can only be drawn with the block unfolded, and all around it. */
function withPartUnfolded(document: Document, part: FigurePart): Document {
  if (part.kind === "whole") return document;
  const paths = part.kind === "block" ? [part.path] : part.paths.map(parentPath);
  const unfolded: Record<NodePath, true> = { ...document.view.unfolded };
  for (const path of paths) {
    if (path !== "" && !nodeAnalysisAt(createAnalyser().analyse(document), path)) {
      throw new UserError(`There is no block "${path}" in ${document.name}.`);
    }
    for (let at = path; at !== ""; at = parentPath(at)) unfolded[at] = true;
  }
  return { ...document, view: { ...document.view, unfolded } };
}
