import { hasTrait } from "../../../../layers/define";
import { layers as catalogue } from "../../../../layers/registry";
import type { FlatLayer } from "../flat-layer";
import type { Pattern, PatternLeaf } from "./block-patterns";
import type { Inside } from "./items";

/** Which layer each leaf of a pattern is, and what enters at each port. */
export interface Laid {
  readonly layers: readonly FlatLayer[];
  readonly sources: readonly number[];
  readonly results: readonly number[];
}

type Fits = (leaf: PatternLeaf, layer: FlatLayer) => boolean;

/** Lays a pattern over layers so that each leaf is a layer, wired alike; null where it does not fit. */
export function layOver(pattern: Pattern, found: Inside, fits: Fits): Laid | null {
  const { leaves, results } = pattern;
  if (leaves.length !== found.layers.length || results.length !== found.results.length) return null;
  const attempt = new Attempt(leaves, new Map(found.layers.map((layer) => [layer.id, layer])), fits);
  // Blocks of several outputs would have to be tried in each order; the catalogue's give theirs in a file's order.
  if (!results.every((result, port) => attempt.match(result, found.results[port] as number))) return null;
  return attempt.laid(found);
}

class Attempt {
  readonly #leaves: readonly PatternLeaf[];
  readonly #layers: ReadonlyMap<number, FlatLayer>;
  readonly #fits: Fits;
  #given = new Map<number, number>();

  constructor(leaves: readonly PatternLeaf[], layers: ReadonlyMap<number, FlatLayer>, fits: Fits) {
    this.#leaves = leaves;
    this.#layers = layers;
    this.#fits = fits;
  }

  /** Whether the value of the pattern can be that of the file, with everything in front of both. */
  match(own: number, other: number): boolean {
    const known = this.#given.get(own);
    if (known !== undefined) return known === other;
    const layer = this.#layers.get(other);
    const leaf = this.#leaves[own];
    // A negative number is a port: it stands for what enters from outside.
    if (!leaf || !layer) {
      if (leaf || layer) return false;
      this.#given.set(own, other);
      return true;
    }
    if (leaf.type !== layer.type || leaf.inputs.length !== layer.inputs.length) return false;
    if (!this.#fits(leaf, layer)) return false;
    this.#given.set(own, other);
    const orders = ordersOf(leaf, layer);
    const before = orders.length > 1 ? new Map(this.#given) : this.#given;
    return orders.some((inputs) => {
      this.#given = orders.length > 1 ? new Map(before) : before;
      return leaf.inputs.every((input, port) => this.match(input, inputs[port] as number));
    });
  }

  /** Null where two leaves would be one layer, or a port is not read. */
  laid({ layers, sources, results }: Inside): Laid | null {
    const ids = this.#leaves.map((_, index) => this.#given.get(index));
    const ports = [...this.#given].filter(([own]) => own < 0).sort(([a], [b]) => b - a);
    const isWhole =
      ids.every((id) => id !== undefined) &&
      new Set(ids).size === layers.length &&
      ports.length === sources.length;
    if (!isWhole) return null;
    return {
      layers: ids.map((id) => this.#layers.get(id as number) as FlatLayer),
      sources: ports.map(([, id]) => id),
      results,
    };
  }
}

/** Sums do not care which branch comes first. */
function ordersOf({ type }: PatternLeaf, { inputs }: FlatLayer): readonly (readonly number[])[] {
  const swaps = inputs.length === 2 && hasTrait(catalogue.get(type), "commutative");
  return swaps ? [inputs, inputs.toReversed()] : [inputs];
}
