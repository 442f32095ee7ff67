import { nodeAnalysisAt } from "../../analysis/find";
import type { NodeAnalysis } from "../../analysis/types";
import type { Hue } from "../../layers/palette";
import { shapeText } from "../../layers/shape";
import { words } from "./canvas-nodes";
import { sourceOutputs } from "./ends";
import { legendItems } from "./legend";
import { boundsOf, fitText, wrapText } from "./measure";
import type { FigureOptions } from "./options";
import { type Figure, group, type Item } from "./primitives";
import { costText, type FigureScene, nodeAt } from "./scene";
import { VOLUMES_NOTE } from "./volume";

const MARGIN = 24;
/** A heading and a legend need some room beside a slim network. */
const LEAST_WIDTH = 420;
const GAP = 20;

/** What a style made of a network. */
export interface Drawing {
  readonly items: readonly Item[];
  /** That have a meaning in it. */
  readonly hues: ReadonlySet<Hue>;
}

/** The drawing between its heading and its legend. */
export function compose(
  scene: FigureScene,
  { items: drawing, hues }: Drawing,
  options: FigureOptions,
): Figure {
  const bounds = boundsOf(drawing) ?? { x: 0, y: 0, width: 0, height: 0 };
  const isBare = !options.heading && !options.legend;
  const inner = isBare ? bounds.width : Math.max(bounds.width, LEAST_WIDTH);
  const items: Item[] = [];
  let y = MARGIN;
  const { title, numbers } = headingOf(scene);
  if (options.heading) {
    const heading = headingItems(scene, title, numbers, inner);
    items.push(group({ x: MARGIN, y }, heading.items));
    y += heading.height;
  }
  items.push(group({ x: MARGIN + (inner - bounds.width) / 2 - bounds.x, y: y - bounds.y }, drawing));
  y += bounds.height;
  if (options.legend) {
    const foot = footItems(scene, { hues, style: options.style }, inner);
    items.push(group({ x: MARGIN, y: y + GAP }, foot.items));
    y += GAP + foot.height;
  }
  return {
    width: Math.ceil(inner + 2 * MARGIN),
    height: Math.ceil(y + MARGIN),
    title,
    description: [title, numbers].filter(Boolean).join(": "),
    ground: scene.theme.ground,
    items,
  };
}

function headingOf(scene: FigureScene): { title: string; numbers: string } {
  const { document, analysis, part } = scene;
  if (part.kind === "selection") return { title: document.name, numbers: "" };
  if (part.kind === "block") {
    const found = nodeAt(scene, part.path);
    return {
      title: `${document.name}: ${namesAlong(scene, part.path)}`,
      numbers: sizesText(nodeAnalysisAt(analysis, part.path), costText(found?.numbers)),
    };
  }
  const inputs = sourceOutputs(analysis);
  const into = inputs === "" ? "" : `${inputs} in`;
  return { title: document.name, numbers: [into, costText(analysis)].filter(Boolean).join(" · ") };
}

function namesAlong(scene: FigureScene, path: string): string {
  const ids = path.split("/");
  return ids.map((id, at) => nodeAt(scene, ids.slice(0, at + 1).join("/"))?.node.name ?? id).join("/");
}

function sizesText(numbers: NodeAnalysis | undefined, cost: string): string {
  const text = (shapes: NodeAnalysis["inputs"] | undefined): string =>
    (shapes ?? []).map((shape) => (shape ? shapeText(shape) : "?")).join(", ");
  return [`${text(numbers?.inputs)} in, ${text(numbers?.outputs)} out`, cost].filter(Boolean).join(" · ");
}

function headingItems({ theme }: FigureScene, title: string, numbers: string, width: number) {
  const items: Item[] = [words(fitText(title, 18, 600, width), 0, 16, 18, 600, theme.text)];
  let y = 22;
  for (const line of wrapText(numbers, 12, 400, width)) {
    y += 16;
    items.push(words(line, 0, y - 2, 12, 400, theme.dim));
  }
  return { items, height: y + GAP };
}

function footItems(
  scene: FigureScene,
  look: { hues: ReadonlySet<Hue>; style: FigureOptions["style"] },
  width: number,
) {
  const legend = legendItems(scene, look, width);
  const items = [...legend.items];
  let height = legend.height;
  if (look.style === "volumes") {
    for (const line of wrapText(VOLUMES_NOTE, 10.5, 400, width)) {
      height += 15;
      items.push(words(line, 0, height - 3, 10.5, 400, scene.theme.dim));
    }
  }
  return { items, height };
}
