import { freeName } from "../../../graph/names";
import type { FlatLayer } from "./flat-layer";
import { type BlockItem, type Inside, type Item, pathsIn, type Readers } from "./structure/items";
import { ownNameOf } from "./structure/plain-names";

/** Deeper names than people give. */
const DEEPEST = 12;

/** Finds blocks by names: layers whose names begin alike and that can stand together. */
export class BlocksInNames {
  readonly #readers: Readers;
  readonly #isComplete: boolean;
  readonly #names: ReadonlyMap<number, readonly string[]>;

  constructor(
    layers: readonly FlatLayer[],
    readers: Readers,
    pathOf: (layer: FlatLayer) => readonly string[],
    /** Whether every block and name was meant, as in our own files. */
    isComplete: boolean,
  ) {
    this.#isComplete = isComplete;
    this.#readers = readers;
    this.#names = new Map(layers.map((layer) => [layer.id, pathOf(layer)]));
  }

  /** `depth` parts of the names are used up. */
  inside(members: readonly FlatLayer[], depth: number): Inside {
    const { sources, results } = this.#readers.boundsOf(members);
    return {
      items: this.#rowsOf(this.#itemsOf(members, depth)),
      sources,
      results: depth > 0 ? results : [],
      layers: members,
    };
  }

  #itemsOf(members: readonly FlatLayer[], depth: number): readonly Item[] {
    const groups = new Map<string, FlatLayer[]>();
    for (const layer of members) {
      const path = this.#pathOf(layer);
      const key = path.length > depth + 1 && depth < DEEPEST ? `block ${path[depth]}` : `layer ${layer.id}`;
      const group = groups.get(key);
      if (group) group.push(layer);
      else groups.set(key, [layer]);
    }
    const taken = new Set<string>();
    const named = (wanted: string): string => {
      const name = freeName(taken, wanted);
      taken.add(name);
      return name;
    };
    return [...groups].flatMap(([key, group]): readonly Item[] => {
      if (key.startsWith("block") && standsTogether(group, members)) {
        const name = named(this.#pathOf(group[0] as FlatLayer)[depth] as string);
        return [this.#unwrapped(name, this.inside(group, depth + 1))];
      }
      return group.map((layer) => ({ kind: "layer", name: named(this.#nameOf(layer, depth)), layer }));
    });
  }

  /**
   * A block that holds nothing but a row of equal ones is the row: `unit/0`, `unit/1` are two copies of `unit`. Where
   * other programs wrap a single thing, it takes the wrapper's place and name.
   */
  #unwrapped(name: string, inside: Inside): Item {
    const [only, second] = inside.items;
    const whole: BlockItem = { kind: "block", name, copies: [inside] };
    if (!only || second) return whole;
    if (only.kind === "block" && only.copies.length > 1) return { ...whole, copies: only.copies };
    return this.#isComplete ? whole : { ...only, name };
  }

  #nameOf(layer: FlatLayer, depth: number): string {
    const name = this.#pathOf(layer).slice(depth).join("_");
    return this.#isComplete ? name : ownNameOf(layer, name);
  }

  /**
   * Blocks of one make, each reading the one before and nothing else, as one that repeats. Only where their names
   * count: any other was given by someone, and stays.
   */
  #rowsOf(items: readonly Item[]): readonly Item[] {
    const rows: { item: Item; last: string }[] = [];
    for (const item of items) {
      const before = rows.at(-1);
      if (
        item.kind === "block" &&
        before?.item.kind === "block" &&
        this.#counts(before.last, item.name) &&
        this.#continues(before.item.copies, item.copies)
      ) {
        before.item = { ...before.item, copies: [...before.item.copies, ...item.copies] };
        before.last = item.name;
      } else rows.push({ item, last: item.name });
    }
    return rows.map(({ item, last }) =>
      last === item.name ? item : { ...item, name: `${item.name}-${last.slice(stemOf(last).length)}` },
    );
  }

  /** In our own files only mere numbers do: what was named there keeps its name. */
  #counts(before: string, next: string): boolean {
    if (isNumber(before) && isNumber(next)) return true;
    const stem = stemOf(next);
    const isStep = nextOf(before.slice(stem.length)) === next.slice(stem.length);
    return !this.#isComplete && stem !== next && stem === stemOf(before) && isStep;
  }

  #continues(row: readonly Inside[], [next, ...more]: readonly [Inside, ...Inside[]]): boolean {
    const last = row.at(-1);
    if (!last || more.length > 0 || last.results.length !== 1 || next.results.length !== 1) return false;
    const [result = -1] = last.results;
    const held = new Set(next.layers.map(({ id }) => id));
    const readers = this.#readers.of(result);
    const isOnlyReader = readers.length > 0 && readers.every((id) => held.has(id));
    return isOnlyReader && next.sources.join() === String(result) && this.#make(last) === this.#make(next);
  }

  /** What a block is and how all in it is called, wherever it stands. */
  #make(inside: Inside): string {
    const { sources, layers, results } = inside;
    const paths = pathsIn(inside);
    const numbers = new Map<number, string>(sources.map((id, port) => [id, `in ${port}`]));
    for (const [index, { id }] of layers.entries()) numbers.set(id, `${index}`);
    const texts = layers.map((layer) => [
      paths.get(layer.id),
      layer.type,
      layer.params,
      layer.inputs.map((input) => numbers.get(input)),
    ]);
    return JSON.stringify([texts, results.map((id) => numbers.get(id))]);
  }

  #pathOf({ id }: FlatLayer): readonly string[] {
    return this.#names.get(id) as readonly string[];
  }
}

function isNumber(name: string): boolean {
  return /^\d+$/.test(name);
}

/** What stands in front of the number or, behind a number, the letter that a name ends with. */
function stemOf(name: string): string {
  return name.replace(/(\d+|(?<=\d)[a-z])$/, "");
}

function nextOf(count: string): string {
  return isNumber(count) ? `${Number(count) + 1}` : String.fromCharCode(count.charCodeAt(0) + 1);
}

/** Whether nothing outside stands between the layers, so that the block would feed itself, and images enter elsewhere. */
function standsTogether(group: readonly FlatLayer[], among: readonly FlatLayer[]): boolean {
  const ids = new Set(group.map(({ id }) => id));
  const behind = new Set<number>();
  // Layers are in an order in which all can run, so one pass finds what is behind the group and outside of it.
  for (const { id, inputs } of among) {
    const isBehind = inputs.some((input) => behind.has(input));
    if (ids.has(id) && (isBehind || inputs.length === 0)) return false;
    if (!ids.has(id) && (isBehind || inputs.some((input) => ids.has(input)))) behind.add(id);
  }
  return true;
}
