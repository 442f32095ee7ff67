import { outputText } from "../../analysis/output-text";
import { formatSi } from "../../base/format";
import { captionOf, hueOf } from "../../blocks/caption";
import type { NodePath } from "../../graph/document";
import { mix } from "../../layers/palette";
import { shownPaths } from "../../layout/places";
import { words } from "./canvas-nodes";
import { glyphOf } from "./glyphs";
import { fitText, textWidth } from "./measure";
import type { FontWeight, Item } from "./primitives";
import { type FigureScene, isDrawn, kindTitle, nodeAt } from "./scene";
import { signOf } from "./theme";

interface Cell {
  readonly text: string;
  readonly weight: FontWeight;
}

interface Row {
  readonly path: NodePath | null;
  readonly indent: number;
  readonly isHead: boolean;
  readonly cells: readonly Cell[];
}

const HEAD = ["Layer", "Kind", "Details", "Output", "Parameters", "Multiply-adds"];
const SIZE = 11.5;
const LINE = 22;
const STEP = 16;
const SIGN = 20;
const GAP = 26;
/** A name or a kind that is longer is cut. */
const WIDEST = 300;
/** From here on columns hold numbers, which stand right. */
const FIRST_NUMBER = 4;

/** A line for everything that shows: unfolded blocks with their sum, and under them what they hold. */
export function tableStyle(scene: FigureScene): Item[] {
  const rows = rowsOf(scene);
  if (rows.length === 0) return [];
  const total = totalRow(scene);
  const all = total ? [...rows, total] : rows;
  const widths = HEAD.map((title, column) =>
    Math.max(textWidth(title, SIZE, 600), ...all.map((row) => cellWidth(row, column))),
  );
  const width = widths.reduce((sum, each) => sum + each + GAP, -GAP);
  const { theme } = scene;
  const items: Item[] = [rule(0, width, theme.text, 1.5)];
  items.push(
    ...cellsAt(
      { path: null, indent: 0, isHead: false, cells: HEAD.map((text) => ({ text, weight: 600 })) },
      widths,
      0,
      scene,
    ),
  );
  items.push(rule(LINE + 2, width, theme.text, 0.75));
  let y = LINE + 4;
  for (const row of rows) {
    if (row.isHead) {
      const ground = mix(theme.categories.block, theme.ground, theme.tint);
      items.push({ kind: "box", x: 0, y, width, height: LINE, fill: ground });
    }
    items.push(...cellsAt(row, widths, y, scene));
    y += LINE;
  }
  if (total) {
    items.push(rule(y + 2, width, theme.text, 0.75));
    items.push(...cellsAt(total, widths, y + 3, scene));
    y += LINE + 3;
  }
  items.push(rule(y + 2, width, theme.text, 1.5));
  return items;
}

function rowsOf(scene: FigureScene): Row[] {
  const drawn = shownPaths(scene.layout).filter((path) => isDrawn(scene, path));
  const depths = drawn.map((path) => path.split("/").length);
  const least = Math.min(...depths);
  return drawn.flatMap((path, at) => {
    const found = nodeAt(scene, path);
    if (!found) return [];
    const { node, numbers } = found;
    const isHead = scene.layout.frames.has(path);
    const weight: FontWeight = isHead ? 600 : 400;
    const repeat = node.kind === "block" && node.repeat > 1 ? ` ×${node.repeat}` : "";
    const title = kindTitle(node, scene.document);
    const caption = captionOf(node);
    const details = caption.toLowerCase() === title.toLowerCase() ? "" : caption;
    const { params = 0, macs = 0, complete = false } = numbers?.totals ?? {};
    const count = (value: number): string =>
      value > 0 ? `${complete ? "" : "≥ "}${formatSi(value)}` : complete ? "–" : "?";
    const texts = [node.name + repeat, title, details, outputText(numbers), count(params), count(macs)];
    const cells = texts.map((text, column) => ({
      text,
      weight: column === 0 && repeat ? (600 as const) : weight,
    }));
    return [{ path, indent: (depths[at] as number) - least, isHead, cells }];
  });
}

/** Only of a whole network: what is chosen has no sum that means something. */
function totalRow({ analysis, part }: FigureScene): Row | null {
  if (part.kind !== "whole") return null;
  const { params, macs, complete } = analysis.totals;
  const count = (value: number): string => `${complete ? "" : "≥ "}${formatSi(value)}`;
  const cells = ["Together", "", "", "", count(params), count(macs)].map(
    (text): Cell => ({ text, weight: 600 }),
  );
  return { path: null, indent: 0, isHead: false, cells };
}

function cellWidth(row: Row, column: number): number {
  const cell = row.cells[column] as Cell;
  const before = column === 0 && row.path !== null ? SIGN + row.indent * STEP : 0;
  return before + Math.min(WIDEST, textWidth(cell.text, SIZE, cell.weight));
}

function cellsAt(row: Row, widths: readonly number[], y: number, scene: FigureScene): Item[] {
  const items: Item[] = [];
  let x = 0;
  for (const [column, cell] of row.cells.entries()) {
    const width = widths[column] as number;
    const text = fitText(cell.text, SIZE, cell.weight, WIDEST);
    const isNumber = column >= FIRST_NUMBER;
    let left = x;
    if (column === 0 && row.path !== null) {
      left += row.indent * STEP;
      const found = nodeAt(scene, row.path);
      const hue = found ? hueOf(found.node) : "block";
      items.push(glyphOf(hue, left, y + 4, 14, signOf(scene.theme, hue)));
      left += SIGN;
    }
    if (text !== "") {
      const line = words(text, isNumber ? x + width : left, y + 15.5, SIZE, cell.weight, scene.theme.text);
      items.push(isNumber ? { ...line, anchor: "end" } : line);
    }
    x += width + GAP;
  }
  return items;
}

function rule(y: number, width: number, stroke: string, strokeWidth: number): Item {
  return {
    kind: "line",
    points: [
      { x: 0, y },
      { x: width, y },
    ],
    stroke,
    strokeWidth,
  };
}
