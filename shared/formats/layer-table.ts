import { createAnalyser } from "../analysis/analyse";
import { leavesOf } from "../analysis/leaves";
import type { Totals } from "../analysis/totals";
import { UserError } from "../base/assert";
import { formatInteger } from "../base/format";
import { kindOfLayer } from "../blocks/caption";
import type { Document } from "../graph/document";
import { type AnyShape, shapeText } from "../layers/shape";

export interface LayerRow {
  /** Names from the outside in: `conv3_x/unit/2/conv1`. */
  readonly path: string;
  /** "Convolution". */
  readonly title: string;
  /** [height, width, channels], [features] or what an unknown operator gives; null where it is not known. */
  readonly output: AnyShape | null;
  readonly params: number;
  readonly macs: number;
}

export interface LayerTable {
  readonly rows: readonly LayerRow[];
  readonly totals: Totals;
}

/** More than anyone lists; blocks within blocks can unfold without measure. */
const MOST_LAYERS = 100_000;

/** Every layer of the unfolded network with its numbers; problems leave gaps rather than stopping it. */
export function layerTable(document: Document): LayerTable {
  const analysis = createAnalyser().analyse(document);
  const { totals } = analysis;
  if (totals.leaves > MOST_LAYERS) {
    throw new UserError(
      `${document.name} unfolds to ${formatInteger(totals.leaves)} layers; at most ${formatInteger(MOST_LAYERS)} can be listed.`,
    );
  }
  const rows = [...leavesOf(analysis)].map(({ path, node, analysis: leaf }) => ({
    path,
    title: kindOfLayer(node),
    output: leaf.outputs[0] ?? null,
    params: leaf.totals.params,
    macs: leaf.totals.macs,
  }));
  return { rows, totals };
}

export function outputText({ output }: LayerRow): string {
  return output ? shapeText(output) : "?";
}

/** The convention, wherever the numbers are shown. */
export const CONVENTION =
  "Parameters are the trainable ones; MACs are multiply-adds of convolutions and dense layers for one image, FLOPs = 2 × MACs.";
