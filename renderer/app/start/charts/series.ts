import type { Hue } from "../../../../shared/layers/palette";
import { networks } from "../../../../shared/networks/registry";
import { groupByFamily } from "../network-facts";

export type MarkShape = "circle" | "diamond" | "square";

export interface Series {
  /** CSS. */
  readonly colour: string;
  readonly shape: MarkShape;
}

/** The theme's hues, and as many shapes as there are rounds: colour is never the only sign. */
const HUES: readonly Hue[] = [
  "convolution",
  "pooling",
  "normalisation",
  "dense",
  "activation",
  "merge",
  "reshape",
  "input",
];
const SHAPES: readonly MarkShape[] = ["circle", "diamond", "square"];

const order = groupByFamily(networks.all).map(({ name }) => name);

/** Colour and shape of a family, the same in every chart, whatever is filtered. */
export function seriesOf(family: string): Series {
  const index = Math.max(0, order.indexOf(family));
  return {
    colour: `var(--bw-category-${HUES[index % HUES.length]})`,
    shape: SHAPES[Math.floor(index / HUES.length) % SHAPES.length] ?? "circle",
  };
}
