import type { Random } from "../../base/random";
import type { Rgb } from "../define";
import { clamp, cosTurns, type Field, sinTurns } from "./math";

/** A square picture of which −1 to 1 is seen both ways; colours in 0 to 1, three to a pixel. */
export interface Canvas {
  readonly size: number;
  readonly colours: Float64Array;
}

/** `from` where the tone is 0, `to` where it is 1. Without a tone, `from` alone. */
export interface Ink {
  readonly from: Rgb;
  readonly to: Rgb;
  readonly tone?: Field;
}

/** Where a shape drawn about the origin stands in the picture. */
export interface Placement {
  readonly x: number;
  readonly y: number;
  readonly turns: number;
  readonly scale: number;
  readonly mirrored: boolean;
}

export interface Paint {
  readonly fill?: Ink;
  readonly outline?: { readonly ink: Ink; readonly width: number };
}

export const atOrigin: Placement = { x: 0, y: 0, turns: 0, scale: 1, mirrored: false };

export function createCanvas(size: number): Canvas {
  return { size, colours: new Float64Array(size * size * 3) };
}

export function solid(colour: Rgb): Ink {
  return { from: colour, to: colour };
}

/** Covers the whole canvas; each pixel is the mean of `points`×`points`, so that fine textures do not alias. */
export function fillCanvas(canvas: Canvas, ink: Ink, placement: Placement = atOrigin, points = 1): void {
  const { size, colours } = canvas;
  const { xx, xy, yx, yy } = localCoordinates(placement);
  const tone = ink.tone ?? zero;
  const step = 2 / (size * points);
  for (let row = 0, at = 0; row < size; row++) {
    const top = (row * points + 0.5) * step - 1 - placement.y;
    for (let column = 0; column < size; column++, at += 3) {
      const left = (column * points + 0.5) * step - 1 - placement.x;
      let sum = 0;
      for (let point = 0; point < points * points; point++) {
        const across = point % points;
        const px = left + across * step;
        const py = top + ((point - across) / points) * step;
        sum += tone(xx * px + xy * py, yx * px + yy * py);
      }
      blendPixel(colours, at, ink, sum / (points * points), 1);
    }
  }
}

/**
 * Draws a shape, which must lie within `reach` of its origin. Its edge is softened over one pixel by its distance.
 */
export function paintShape(
  canvas: Canvas,
  shape: Field,
  paint: Paint,
  placement: Placement = atOrigin,
  reach = 1.2,
): void {
  const { size, colours } = canvas;
  const { fill, outline } = paint;
  const toLocal = localCoordinates(placement);
  const perPixel = (placement.scale * size) / 2;
  const [left, right] = span(placement.x, reach * placement.scale, size);
  const [top, bottom] = span(placement.y, reach * placement.scale, size);
  for (let row = top; row < bottom; row++) {
    const py = (2 * row + 1) / size - 1 - placement.y;
    for (let column = left; column < right; column++) {
      const px = (2 * column + 1) / size - 1 - placement.x;
      const x = toLocal.xx * px + toLocal.xy * py;
      const y = toLocal.yx * px + toLocal.yy * py;
      const distance = shape(x, y);
      const at = 3 * (row * size + column);
      if (fill) {
        const cover = 0.5 - distance * perPixel;
        if (cover > 0) blendPixel(colours, at, fill, fill.tone ? fill.tone(x, y) : 0, cover);
      }
      if (outline) {
        const cover = 0.5 - (Math.abs(distance) - outline.width / 2) * perPixel;
        if (cover > 0) blendPixel(colours, at, outline.ink, 0, cover);
      }
    }
  }
}

/** Bytes, after adding grain: independent noise, uniform within ±`grain` on each channel of each pixel. */
export function toPixels(canvas: Canvas, grain: number, random: Random): Uint8Array {
  const { colours } = canvas;
  const pixels = new Uint8Array(colours.length);
  for (let at = 0; at < colours.length; at += 3) {
    const bits = random.bits();
    for (let channel = 0; channel < 3; channel++) {
      const noise = (((bits >>> (10 * channel)) & 1023) / 511.5 - 1) * grain;
      pixels[at + channel] = Math.floor(clamp((colours[at + channel] as number) + noise, 0, 1) * 255 + 0.5);
    }
  }
  return pixels;
}

function zero(): number {
  return 0;
}

function blendPixel(colours: Float64Array, at: number, { from, to }: Ink, tone: number, cover: number): void {
  const share = Math.min(cover, 1);
  for (let channel = 0; channel < 3; channel++) {
    const first = from[channel] as number;
    const colour = first + ((to[channel] as number) - first) * tone;
    const under = colours[at + channel] as number;
    colours[at + channel] = under + (colour - under) * share;
  }
}

/** The matrix from picture to shape; applied after taking off the placement's centre. */
export function localCoordinates({ turns, scale, mirrored }: Placement) {
  const c = cosTurns(turns) / scale;
  const s = sinTurns(turns) / scale;
  const side = mirrored ? -1 : 1;
  return { xx: side * c, xy: side * s, yx: -s, yy: c };
}

/** First pixel and one past the last that a reach about a centre can touch. */
export function span(centre: number, reach: number, size: number): readonly [number, number] {
  const first = Math.floor(((centre - reach + 1) * size) / 2);
  const last = Math.floor(((centre + reach + 1) * size) / 2) + 1;
  return [clamp(first, 0, size), clamp(last, 0, size)];
}
