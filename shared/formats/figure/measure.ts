import { hullOf, shifted } from "../../layout/geometry";
import type { Rect } from "../../layout/types";
import { INTER_WIDTHS, OTHER_WIDTHS } from "./inter-widths";
import type { FontWeight, Item, Words } from "./primitives";

/** Of Inter's letters over and under the baseline, in parts of the size: accents above, tails below. */
const ASCENT = 0.76;
const DESCENT = 0.22;
/** What the table does not have is taken for as wide as Chinese letters are. */
const WIDEST = 1;

/** How wide a line of text is set, in pixels. Kerning, which mostly narrows, is not counted. */
export function textWidth(text: string, size: number, weight: FontWeight): number {
  let width = 0;
  for (const letter of text) width += letterWidth(letter, weight);
  return width * size;
}

function letterWidth(letter: string, weight: FontWeight): number {
  const code = letter.codePointAt(0) as number;
  const table = INTER_WIDTHS[weight];
  if (code >= 32 && code < 127) return (table[code - 32] as number) / 1000;
  if (code >= 160 && code < 256) return (table[code - 160 + 95] as number) / 1000;
  return OTHER_WIDTHS[letter] ?? WIDEST;
}

/**
 * Text that fits; what is cut out comes from its middle: the end of "inception_3a" tells it from its neighbours. As many
 * letters as `tail` are left at the end.
 */
export function fitText(text: string, size: number, weight: FontWeight, room: number, tail = 5): string {
  if (textWidth(text, size, weight) <= room) return text;
  const letters = [...text];
  for (let kept = letters.length - 1; kept > 0; kept--) {
    const last = Math.min(tail, Math.floor(kept / 2));
    const end = last === 0 ? "" : letters.slice(-last).join("").trimStart();
    const cut = `${letters
      .slice(0, kept - last)
      .join("")
      .trimEnd()}…${end}`;
    if (textWidth(cut, size, weight) <= room) return cut;
  }
  return "";
}

/** Lines of whole words. A word that is longer than a line stands alone. */
export function wrapText(text: string, size: number, weight: FontWeight, room: number): readonly string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ")) {
    const longer = line === "" ? word : `${line} ${word}`;
    if (line !== "" && textWidth(longer, size, weight) > room) {
      lines.push(line);
      line = word;
    } else line = longer;
  }
  return line === "" ? lines : [...lines, line];
}

export function wordsRect({ text, x, y, size, weight, anchor }: Words): Rect {
  const width = textWidth(text, size, weight);
  const left = anchor === "start" ? x : anchor === "end" ? x - width : x - width / 2;
  return { x: left, y: y - ASCENT * size, width, height: (ASCENT + DESCENT) * size };
}

/** What an item covers, half its line's width included. */
export function itemRect(item: Item): Rect | null {
  switch (item.kind) {
    case "box":
      return withLine(item, item.stroke ? (item.strokeWidth ?? 1) : 0);
    case "line":
    case "shape": {
      const hull = hullOf(item.points.map((point) => ({ ...point, width: 0, height: 0 })));
      return hull && withLine(hull, item.stroke ? (item.strokeWidth ?? 1) : 0);
    }
    case "glyph":
      return { x: item.x, y: item.y, width: item.size, height: item.size };
    case "words":
      return wordsRect(item);
    case "group": {
      const inner = boundsOf(item.items);
      return inner && shifted(inner, item.at);
    }
  }
}

export function boundsOf(items: readonly Item[]): Rect | null {
  return hullOf(items.flatMap((item) => itemRect(item) ?? []));
}

function withLine({ x, y, width, height }: Rect, line: number): Rect {
  return { x: x - line / 2, y: y - line / 2, width: width + line, height: height + line };
}
