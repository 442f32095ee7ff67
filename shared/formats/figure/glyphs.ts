import activity from "@tabler/icons/outline/activity.svg?raw";
import merge from "@tabler/icons/outline/arrow-merge.svg?raw";
import minimise from "@tabler/icons/outline/arrows-minimize.svg?raw";
import box from "@tabler/icons/outline/box.svg?raw";
import histogram from "@tabler/icons/outline/chart-histogram.svg?raw";
import grid from "@tabler/icons/outline/grid-4x4.svg?raw";
import photo from "@tabler/icons/outline/photo.svg?raw";
import topology from "@tabler/icons/outline/topology-full.svg?raw";
import transform from "@tabler/icons/outline/transform.svg?raw";
import type { Hue } from "../../layers/palette";
import type { Glyph } from "./primitives";

/** The canvas's own signs of the categories, beside its hues. */
const FILES: Readonly<Record<Hue, string>> = {
  input: photo,
  convolution: grid,
  pooling: minimise,
  normalisation: histogram,
  activation: activity,
  merge,
  dense: topology,
  reshape: transform,
  block: box,
};

const known = new Map<string, readonly string[]>();

function pathsOf(file: string): readonly string[] {
  const paths = known.get(file) ?? Array.from(file.matchAll(/<path d="([^"]+)"/g), ([, d]) => d as string);
  known.set(file, paths);
  return paths;
}

export function glyphOf(hue: Hue, x: number, y: number, size: number, stroke: string): Glyph {
  return { kind: "glyph", x, y, size, paths: pathsOf(FILES[hue]), stroke };
}
