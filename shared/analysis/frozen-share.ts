import type { NodePath } from "../graph/document";
import { isInside } from "../graph/view-edits";
import type { GraphAnalysis } from "./types";
import type { PlacedWeight } from "./unfold";
import { unfold } from "./unfold";

/** What training leaves alone, and what it moves. */
export interface FrozenShare {
  /** Layers with parameters that stay as they are, each copy of a repeated block counted. */
  readonly frozenLayers: number;
  /** Parameters that training moves. */
  readonly trainable: number;
  /** Parameters of the whole network. */
  readonly params: number;
}

/** Of a network without problems. `frozen` are paths of layers and blocks, a block with all inside it. */
export function frozenShare(analysis: GraphAnalysis, frozen: readonly NodePath[]): FrozenShare {
  let frozenLayers = 0;
  let held = 0;
  unfold<true>(analysis, {
    layer({ nodePath, weights }) {
      const count = paramsOf(weights);
      if (count > 0 && frozen.some((path) => path === nodePath || isInside(nodePath, path))) {
        frozenLayers += 1;
        held += count;
      }
      return true;
    },
  });
  const { params } = analysis.totals;
  return { frozenLayers, trainable: params - held, params };
}

function paramsOf(weights: readonly PlacedWeight[]): number {
  return weights
    .filter(({ trainable }) => trainable)
    .reduce((sum, { shape }) => sum + shape.reduce((product, size) => product * size, 1), 0);
}
