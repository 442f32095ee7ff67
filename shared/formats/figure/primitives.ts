import type { Point } from "../../graph/document";
import type { Rect } from "../../layout/types";

/** What a figure is drawn of; each kind of file has one driver that knows these. Lengths are CSS pixels. */
export type Item = Box | Line | Shape | Glyph | Words | Group;

export interface Ink {
  readonly fill?: string;
  readonly stroke?: string;
  /** 1 if absent. */
  readonly strokeWidth?: number;
  /** Lengths drawn and left out, in turn. */
  readonly dash?: readonly number[];
}

export interface Box extends Ink, Rect {
  readonly kind: "box";
  readonly radius?: number;
}

/** An open line along points. */
export interface Line extends Omit<Ink, "fill"> {
  readonly kind: "line";
  readonly points: readonly Point[];
  /** Of rounded corners. */
  readonly radius?: number;
}

/** A closed, filled polygon. */
export interface Shape extends Ink {
  readonly kind: "shape";
  readonly points: readonly Point[];
}

/** A sign of lines, made for a square of 24. */
export interface Glyph {
  readonly kind: "glyph";
  readonly x: number;
  readonly y: number;
  readonly size: number;
  /** SVG path data. */
  readonly paths: readonly string[];
  readonly stroke: string;
}

/** Of Inter, the one family that figures are set in. */
export type FontWeight = 400 | 500 | 600;

export interface Words {
  readonly kind: "words";
  readonly text: string;
  readonly x: number;
  /** The baseline. */
  readonly y: number;
  readonly size: number;
  readonly weight: FontWeight;
  readonly anchor: "start" | "middle" | "end";
  readonly fill: string;
}

export interface Group {
  readonly kind: "group";
  /** Where the group's 0, 0 is. */
  readonly at: Point;
  /** For people who hear figures, and for the pointer. */
  readonly title?: string;
  readonly items: readonly Item[];
}

export interface Figure {
  readonly width: number;
  readonly height: number;
  readonly title: string;
  readonly description: string;
  readonly ground: string;
  readonly items: readonly Item[];
}

export function group(at: Point, items: readonly Item[], title?: string): Group {
  return { kind: "group", at, items, ...(title === undefined ? {} : { title }) };
}
