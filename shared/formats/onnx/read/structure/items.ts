import type { Params } from "../../../../graph/document";
import type { FlatLayer } from "../flat-layer";

/** What stands in a graph: a layer alone, or a block, or a row of equal blocks. */
export type Item = LayerItem | BlockItem;

export interface LayerItem {
  readonly kind: "layer";
  readonly name: string;
  readonly layer: FlatLayer;
}

export interface BlockItem {
  readonly kind: "block";
  readonly name: string;
  readonly copies: readonly [Inside, ...Inside[]];
  /** Of a block that the graph itself showed, not the names in the file. */
  readonly found?: FoundBlock;
  /** Of the definition; the block's name if absent. */
  readonly title?: string;
}

export interface FoundBlock {
  /** What its node is called where the file has no better name; counted where several stand together. */
  readonly name: string;
  /** The block of the catalogue that it is, to the last parameter. */
  readonly known?: KnownBlock;
}

export interface KnownBlock {
  readonly definition: string;
  readonly params: Params;
}

/** What a block holds. */
export interface Inside {
  readonly items: readonly Item[];
  /** Layers outside whose outputs enter, and layers inside whose outputs leave, in order. */
  readonly sources: readonly number[];
  readonly results: readonly number[];
  readonly layers: readonly FlatLayer[];
  /** Where the layers stand in the catalogue's block, for one that is known. */
  readonly paths?: ReadonlyMap<number, string>;
}

/** Which layers read a layer's output. */
export class Readers {
  readonly #byGiver = new Map<number, number[]>();

  constructor(layers: readonly FlatLayer[]) {
    for (const { id, inputs } of layers) {
      for (const input of inputs) {
        const readers = this.#byGiver.get(input);
        if (readers) readers.push(id);
        else this.#byGiver.set(input, [id]);
      }
    }
  }

  of(id: number): readonly number[] {
    return this.#byGiver.get(id) ?? [];
  }

  /** What enters and leaves. What nobody reads is an output of the network, and leaves a block as well. */
  boundsOf(layers: readonly FlatLayer[]): Pick<Inside, "sources" | "results"> {
    const ids = new Set(layers.map(({ id }) => id));
    const sources = new Set(layers.flatMap(({ inputs }) => inputs.filter((input) => !ids.has(input))));
    const leaves = ({ id }: FlatLayer): boolean =>
      this.of(id).length === 0 || this.of(id).some((reader) => !ids.has(reader));
    return { sources: [...sources], results: layers.filter(leaves).map(({ id }) => id) };
  }
}

export function layersOf(item: Item): readonly FlatLayer[] {
  return item.kind === "layer" ? [item.layer] : item.copies.flatMap(({ layers }) => layers);
}

export function entering(item: Item): readonly number[] {
  return item.kind === "layer" ? item.layer.inputs : item.copies[0].sources;
}

export function leaving(item: Item): readonly number[] {
  return item.kind === "layer" ? [item.layer.id] : (item.copies.at(-1)?.results ?? []);
}

/** Paths of names by layer, the copies of a row numbered. */
export function pathsIn(inside: Inside, prefix = "", paths = new Map<number, string>()) {
  for (const [id, path] of inside.paths ?? []) paths.set(id, prefix + path);
  if (inside.paths) return paths;
  for (const item of inside.items) {
    const path = prefix + item.name;
    if (item.kind === "layer") paths.set(item.layer.id, path);
    else if (item.copies.length === 1) pathsIn(item.copies[0], `${path}/`, paths);
    else for (const [index, copy] of item.copies.entries()) pathsIn(copy, `${path}/${index}/`, paths);
  }
  return paths;
}
