/// <reference path="./pdfkit.d.ts" />
import PDFDocument from "pdfkit";
import { toBytes } from "pdfkit/output";
import { roundedPath } from "../../layout/rounded-path";
import type { FigureContext } from "../figure/context";
import type { Figure, Ink, Item, Words } from "../figure/primitives";

/** CSS pixels have 96 to the inch, points 72. */
const POINTS = 0.75;
/** PDF 1.7, annex C.2: the longest page that readers must show. What is longer is drawn smaller; lines stay sharp. */
const LONGEST_PAGE = 14_400;
/** Inter pulls a point under the 7 before it so far that "7.00" reads as 700 here. */
const FEATURES = { kern: false };

/** A figure as one page of lines and real text, its fonts inside. */
export async function writePdf(figure: Figure, asset: FigureContext["asset"]): Promise<Uint8Array> {
  const { width, height, title, description, ground, items } = figure;
  const scale = Math.min(POINTS, LONGEST_PAGE / Math.max(width, height));
  const page = new PDFDocument({
    size: [width * scale, height * scale],
    margin: 0,
    font: null,
    lang: "en",
    displayTitle: true,
    info: { Title: title, Subject: description, Creator: "Blockwise" },
  });
  const bytes = toBytes(page);
  for (const weight of [400, 500, 600] as const) {
    page.registerFont(fontName(weight), await asset(`inter-${weight}`));
  }
  page.scale(scale);
  page.rect(0, 0, width, height).fill(ground);
  for (const item of items) draw(page, item);
  page.end();
  return bytes;
}

function draw(page: PDFDocument, item: Item): void {
  switch (item.kind) {
    case "box": {
      const { x, y, width, height, radius } = item;
      if (radius) page.roundedRect(x, y, width, height, radius);
      else page.rect(x, y, width, height);
      ink(page, item);
      break;
    }
    case "line":
      page.path(roundedPath(item.points, item.radius ?? 0));
      ink(page, item);
      break;
    case "shape":
      page.polygon(...item.points.map(({ x, y }) => [x, y] as const));
      ink(page, item);
      break;
    case "glyph":
      page
        .save()
        .translate(item.x, item.y)
        .scale(item.size / 24);
      page.lineWidth(1.75).lineCap("round").lineJoin("round");
      page.path(item.paths.join("")).stroke(item.stroke).restore();
      break;
    case "words":
      write(page, item);
      break;
    case "group":
      page.save().translate(item.at.x, item.at.y);
      for (const inner of item.items) draw(page, inner);
      page.restore();
  }
}

function ink(page: PDFDocument, { fill, stroke, strokeWidth = 1, dash }: Ink): void {
  page.lineWidth(strokeWidth).lineJoin("round");
  if (dash?.[0]) page.dash(dash[0], { space: dash[1] ?? dash[0] });
  if (fill && stroke) page.fillAndStroke(fill, stroke);
  else if (stroke) page.stroke(stroke);
  else if (fill) page.fill(fill);
  if (dash) page.undash();
}

function write(page: PDFDocument, { text, x, y, size, weight, anchor, fill }: Words): void {
  page.font(fontName(weight)).fontSize(size).fillColor(fill);
  const width = anchor === "start" ? 0 : page.widthOfString(text, { features: FEATURES });
  const left = anchor === "end" ? x - width : anchor === "middle" ? x - width / 2 : x;
  page.text(text, left, y, { lineBreak: false, baseline: "alphabetic", features: FEATURES });
}

function fontName(weight: Words["weight"]): string {
  return `Inter ${weight}`;
}
