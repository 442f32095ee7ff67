import { outputText } from "../../analysis/output-text";
import type { NodeAnalysis } from "../../analysis/types";
import { captionOrKind, hueOf, isUnknown, labelOf } from "../../blocks/caption";
import type { Document, GraphNode } from "../../graph/document";
import { mix, softHue } from "../../layers/palette";
import { HEADER_HEIGHT, lookOf } from "../../layout/sizes";
import type { Rect } from "../../layout/types";
import { glyphOf } from "./glyphs";
import { fitText, textWidth } from "./measure";
import type { FontWeight, Item, Words } from "./primitives";
import { costText, kindTitle } from "./scene";
import { type FigureTheme, signOf } from "./theme";

export interface NodeDrawing {
  readonly node: GraphNode;
  readonly numbers: NodeAnalysis | undefined;
  readonly document: Document;
  /** Where it stands. */
  readonly rect: Rect;
  readonly theme: FigureTheme;
}

const EDGE = 4;
const GAP = 8;
/** "= 1024" is what matters of a sum of branches. */
const CAPTION_TAIL = 6;

/** A card, a pill, or a folded block, as the canvas shows it from near. */
export function foldedItems(drawing: NodeDrawing): Item[] {
  return lookOf(drawing.node) === "pill" ? pillItems(drawing) : cardItems(drawing);
}

function cardItems({ node, numbers, document, rect, theme }: NodeDrawing): Item[] {
  const { x, y, width, height } = rect;
  const hue = hueOf(node);
  const colour = theme.categories[hue];
  const fill = node.kind === "block" ? softHue(theme, hue) : theme.surface;
  const border = borderOf(
    numbers,
    theme,
    node.kind === "block" ? mix(colour, theme.border, 0.22) : theme.border,
  );
  const items: Item[] = [];
  const repeat = node.kind === "block" ? node.repeat : 1;
  if (repeat > 1)
    for (const by of [9, 5]) items.push(box({ x: x + by, y: y + by, width, height }, fill, border, 8));
  items.push({ kind: "box", ...rect, radius: 8, fill: colour });
  const inner = { x: x + EDGE, y: y + 0.5, width: width - EDGE - 0.5, height: height - 1 };
  items.push({ ...box(inner, fill, border, 7), ...(isUnknown(node) ? unknownInk(theme) : {}) });
  const left = x + EDGE + 9;
  const right = x + width - 10;
  items.push(glyphOf(hue, left, y + 8, 16, signOf(theme, hue)));
  const badge = repeat > 1 ? badgeItems(repeat, right, y + 16, theme) : { items: [], width: 0 };
  items.push(...badge.items);
  const nameRoom = right - left - 22 - badge.width;
  const label = labelOf(node, kindTitle(node, document));
  items.push(words(fitText(label, 13, 600, nameRoom), left + 22, y + 20.5, 13, 600, theme.text));
  items.push(...numberLines({ node, numbers, document, rect, theme }, left, right));
  return items.filter((item) => item.kind !== "words" || item.text !== "");
}

function unknownInk(theme: FigureTheme) {
  return { stroke: theme.strong, dash: [4, 3] };
}

/** The two lines under a card's name: what matters of its params, its output's shape, and what it costs. */
function numberLines(
  { node, numbers, document, rect, theme }: NodeDrawing,
  left: number,
  right: number,
): Item[] {
  const second = rect.y + 40.5;
  const third = rect.y + 60;
  const caption = captionOrKind(node, kindTitle(node, document));
  const shape = outputText(numbers);
  const cost = costText(numbers);
  const shapeWidth = textWidth(shape, 12, 500);
  // Where nothing is counted the shape goes down a line, and a long caption has its line to itself.
  const isLow = cost === "" && textWidth(caption, 12, 400) + GAP + shapeWidth > right - left;
  const captionRoom = right - left - (isLow ? 0 : shapeWidth + GAP);
  return [
    words(fitText(caption, 12, 400, captionRoom, CAPTION_TAIL), left, second, 12, 400, theme.dim),
    { ...words(shape, right, isLow ? third : second, 12, 500, theme.text), anchor: "end" },
    words(fitText(cost, 10.5, 400, right - left), left, third, 10.5, 400, theme.dim),
  ];
}

function pillItems({ node, numbers, document, rect, theme }: NodeDrawing): Item[] {
  const { x, y, width, height } = rect;
  const hue = hueOf(node);
  const colour = theme.categories[hue];
  const ground = mix(colour, theme.surface, 0.07);
  const label = labelOf(node, kindTitle(node, document));
  return [
    box(
      { ...rect, x: x + 0.5, y: y + 0.5, width: width - 1, height: height - 1 },
      ground,
      borderOf(numbers, theme, theme.border),
      13.5,
    ),
    glyphOf(hue, x + 10, y + 7, 14, signOf(theme, hue)),
    words(fitText(label, 11.5, 500, width - 42), x + 30, y + 18, 11.5, 500, theme.text),
  ];
}

/** The frame of an unfolded block: what it holds is drawn over it. */
export function frameItems({ node, numbers, document, rect, theme }: NodeDrawing): Item[] {
  const { x, y, width, height } = rect;
  const block = theme.categories.block;
  const header = softHue(theme, "block");
  const border = borderOf(numbers, theme, mix(block, theme.border, 0.4));
  const inside = { x: x + 0.5, y: y + 0.5, width: width - 1, height: height - 1 };
  const items: Item[] = [
    box(inside, mix(block, theme.ground, 0.03), border, 10),
    { kind: "box", x: x + 1, y: y + 1, width: width - 2, height: HEADER_HEIGHT - 1, radius: 9, fill: header },
    { kind: "box", x: x + 1, y: y + 16, width: width - 2, height: HEADER_HEIGHT - 16, fill: header },
    {
      kind: "line",
      points: [
        { x: x + 1, y: y + HEADER_HEIGHT },
        { x: x + width - 1, y: y + HEADER_HEIGHT },
      ],
      stroke: mix(block, theme.border, 0.22),
    },
  ];
  items.push(...headerItems({ node, numbers, document, rect, theme }));
  return items;
}

/** In a narrow frame the name stays and the rest gives way. */
function headerItems({ node, numbers, document, rect, theme }: NodeDrawing): Item[] {
  const baseline = rect.y + 21;
  let left = rect.x + 12;
  let right = rect.x + rect.width - 12;
  const repeat = node.kind === "block" ? node.repeat : 1;
  const badgeWidth = repeat > 1 ? badgeItems(repeat, 0, 0, theme).width : 0;
  const name = fitText(node.name, 13, 600, right - left - badgeWidth);
  const items: Item[] = [words(name, left, baseline, 13, 600, theme.text)];
  left += textWidth(name, 13, 600) + GAP;
  if (repeat > 1) {
    items.push(...badgeItems(repeat, left + badgeWidth - GAP, rect.y + 16, theme).items);
    left += badgeWidth;
  }
  const atRight = (text: string, size: number, weight: FontWeight, fill: string): void => {
    const width = textWidth(text, size, weight);
    if (text === "" || right - left < width) return;
    items.push({ ...words(text, right, baseline, size, weight, fill), anchor: "end" });
    right -= width + GAP + 2;
  };
  atRight(outputText(numbers), 12, 500, theme.text);
  if (rect.width > 460) atRight(costText(numbers), 10.5, 400, theme.dim);
  const caption = fitText(captionOrKind(node, kindTitle(node, document)), 12, 400, right - left);
  if (caption.length > 3) items.push(words(caption, left, baseline, 12, 400, theme.dim));
  return items;
}

/** "×3", its right end at `right`. */
function badgeItems(
  repeat: number,
  right: number,
  middle: number,
  theme: FigureTheme,
): { readonly items: Item[]; readonly width: number } {
  const text = `×${repeat}`;
  const width = textWidth(text, 11, 600) + 12;
  const ground: Item = {
    kind: "box",
    x: right - width,
    y: middle - 8.5,
    width,
    height: 17,
    radius: 8.5,
    fill: theme.categories.block,
  };
  const label: Words = {
    ...words(text, right - width / 2, middle + 4, 11, 600, theme.surface),
    anchor: "middle",
  };
  return { items: [ground, label], width: width + GAP };
}

function borderOf(numbers: NodeAnalysis | undefined, theme: FigureTheme, usual: string): string {
  return (numbers?.problems.length ?? 0) > 0 ? theme.danger : usual;
}

function box(rect: Rect, fill: string, stroke: string, radius: number): Item {
  const { x, y, width, height } = rect;
  return { kind: "box", x, y, width, height, fill, stroke, radius };
}

export function words(
  text: string,
  x: number,
  y: number,
  size: number,
  weight: FontWeight,
  fill: string,
): Words {
  return { kind: "words", text, x, y, size, weight, anchor: "start", fill };
}
