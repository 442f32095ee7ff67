import { hueOf } from "../../blocks/caption";
import type { GraphNode } from "../../graph/document";
import type { Hue } from "../../layers/palette";
import { shownPaths } from "../../layout/places";
import { words } from "./canvas-nodes";
import { glyphOf } from "./glyphs";
import { textWidth } from "./measure";
import type { FigureOptions } from "./options";
import type { Item } from "./primitives";
import { type FigureScene, isDrawn, nodeAt } from "./scene";
import { signOf, tinted } from "./theme";

const TITLES: Readonly<Record<Hue, string>> = {
  input: "Input",
  convolution: "Convolution",
  pooling: "Pooling",
  normalisation: "Normalisation, regularisation",
  activation: "Activation",
  merge: "Merge",
  dense: "Dense",
  reshape: "Reshaping",
  block: "Block",
};

const ROW = 20;
const SPACE = 22;
const SIZE = 11;

/** The categories that show, each with its sign and hue, in as many rows as they need. */
export function legendItems(
  scene: FigureScene,
  { hues, style }: { readonly hues: ReadonlySet<Hue>; readonly style: FigureOptions["style"] },
  width: number,
): { items: Item[]; height: number } {
  const items: Item[] = [];
  let x = 0;
  let y = 0;
  const place = (entryWidth: number): void => {
    if (x > 0 && x + entryWidth > width) {
      x = 0;
      y += ROW;
    }
  };
  for (const hue of Object.keys(TITLES) as Hue[]) {
    if (!hues.has(hue)) continue;
    const entryWidth = 18 + textWidth(TITLES[hue], SIZE, 400);
    place(entryWidth);
    items.push(
      style === "volumes" ? swatch(scene, hue, x, y) : glyphOf(hue, x, y + 1, 14, signOf(scene.theme, hue)),
    );
    items.push(words(TITLES[hue], x + 18, y + 12, SIZE, 400, scene.theme.text));
    x += entryWidth + SPACE;
  }
  if (repeats(scene)) {
    const text = "×N: N copies in a row, each with weights of its own";
    place(textWidth(text, SIZE, 400));
    items.push(words(text, x, y + 12, SIZE, 400, scene.theme.text));
  }
  return { items, height: y + ROW };
}

/** The categories of all that is drawn. */
export function drawnHues(scene: FigureScene): ReadonlySet<Hue> {
  return new Set(drawnNodes(scene).map(hueOf));
}

function repeats(scene: FigureScene): boolean {
  return drawnNodes(scene).some((node) => node.kind === "block" && node.repeat > 1);
}

function drawnNodes(scene: FigureScene): readonly GraphNode[] {
  return shownPaths(scene.layout).flatMap((path) => {
    const found = isDrawn(scene, path) ? nodeAt(scene, path) : null;
    return found ? [found.node] : [];
  });
}

/** A piece of a box's front. */
function swatch({ theme }: FigureScene, hue: Hue, x: number, y: number): Item {
  return {
    kind: "box",
    x: x + 1.5,
    y: y + 2.5,
    width: 11,
    height: 11,
    fill: tinted(theme, hue, theme.faces.front),
    stroke: signOf(theme, hue),
  };
}
