import { roundedPath } from "../../layout/rounded-path";
import type { Figure, Ink, Item } from "./primitives";

/** Inter is what the figure was measured with; what stands in for it is narrower. */
const FAMILY = "Inter, 'Helvetica Neue', Helvetica, Arial, sans-serif";

/** A figure as SVG with real text. */
export function svgText({ width, height, title, description, ground, items }: Figure): string {
  const size = `width="${number(width)}" height="${number(height)}" viewBox="0 0 ${number(width)} ${number(height)}"`;
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<svg xmlns="http://www.w3.org/2000/svg" ${size} role="img" font-family="${FAMILY}">`,
    `<title>${escaped(title)}</title>`,
    `<desc>${escaped(description)}</desc>`,
    `<rect width="100%" height="100%" fill="${ground}"/>`,
    ...items.map(itemText),
    "</svg>\n",
  ].join("\n");
}

function itemText(item: Item): string {
  switch (item.kind) {
    case "box": {
      const { x, y, width, height, radius } = item;
      const corner = radius ? ` rx="${number(radius)}"` : "";
      return `<rect x="${number(x)}" y="${number(y)}" width="${number(width)}" height="${number(height)}"${corner}${ink(item)}/>`;
    }
    case "line":
      return `<path d="${roundedPath(item.points, item.radius ?? 0)}"${ink({ ...item, fill: "none" })}/>`;
    case "shape": {
      const points = item.points.map(({ x, y }) => `${number(x)},${number(y)}`).join(" ");
      return `<polygon points="${points}"${ink(item)} stroke-linejoin="round"/>`;
    }
    case "glyph": {
      const scale = `translate(${number(item.x)} ${number(item.y)}) scale(${number(item.size / 24)})`;
      const line = `fill="none" stroke="${item.stroke}" stroke-width="1.75" stroke-linecap="round" stroke-linejoin="round"`;
      return `<path transform="${scale}" d="${item.paths.join("")}" ${line}/>`;
    }
    case "words": {
      const anchor = item.anchor === "start" ? "" : ` text-anchor="${item.anchor}"`;
      const font = `font-size="${number(item.size)}" font-weight="${item.weight}"`;
      return `<text x="${number(item.x)}" y="${number(item.y)}" ${font}${anchor} fill="${item.fill}">${escaped(item.text)}</text>`;
    }
    case "group": {
      const title = item.title === undefined ? "" : `<title>${escaped(item.title)}</title>`;
      const inner = item.items.map(itemText).join("\n");
      return `<g transform="translate(${number(item.at.x)} ${number(item.at.y)})">${title}\n${inner}\n</g>`;
    }
  }
}

function ink({ fill, stroke, strokeWidth, dash }: Ink): string {
  const parts = [` fill="${fill ?? "none"}"`];
  if (stroke) parts.push(` stroke="${stroke}"`);
  if (stroke && strokeWidth !== undefined) parts.push(` stroke-width="${number(strokeWidth)}"`);
  if (stroke && dash) parts.push(` stroke-dasharray="${dash.join(" ")}"`);
  return parts.join("");
}

function number(value: number): string {
  return `${Math.round(value * 100) / 100}`;
}

/** XML 1.0 has no control characters, not even escaped. */
function escaped(text: string): string {
  return [...text]
    .map((letter) => {
      const code = letter.codePointAt(0) as number;
      const isHalf = code >= 0xd800 && code <= 0xdfff;
      if ((code < 32 && code !== 9) || isHalf || code === 0xfffe || code === 0xffff) return "\ufffd";
      return ESCAPES[letter] ?? letter;
    })
    .join("");
}

const ESCAPES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
