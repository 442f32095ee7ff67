import { freeName } from "../../../../graph/names";
import type { FlatLayer } from "../flat-layer";
import { type BlockItem, type Inside, type Item, layersOf } from "./items";
import { isTelling, sharedStart, wordsOf } from "./telling-names";

/**
 * Names for the nodes of found blocks, the same in every copy of a row: what the file calls them where that says
 * something and is the same in all, else what they are, counted. `used` words of the file's names are said around them.
 */
export function nameInside(copies: readonly Inside[], used: number, isOutermost: boolean): readonly Inside[] {
  const names = namesOf(copies, used, isOutermost);
  const named = copies.map((): Item[] => []);
  for (const [index, name] of names.entries()) {
    const alike = copies.map(({ items }) => items[index] as Item);
    const renamed = renamedAll(alike, name, used);
    for (const [copy, item] of renamed.entries()) named[copy]?.push(item);
  }
  return copies.map((copy, index) => ({ ...copy, items: named[index] ?? [] }));
}

function renamedAll(alike: readonly Item[], name: string, used: number): readonly Item[] {
  const [leader] = alike;
  if (leader?.kind !== "block" || !leader.found) return alike.map((item) => ({ ...item, name }));
  const blocks = alike as readonly BlockItem[];
  const insides = blocks.flatMap(({ copies }) => copies);
  const start = Math.max(used, sharedStart(insides.flatMap(({ layers }) => layers.map(fileWords))).length);
  const named = nameInside(insides, start, false);
  return blocks.map((block, index) => {
    const from = index * block.copies.length;
    const [first, ...more] = named.slice(from, from + block.copies.length) as [Inside, ...Inside[]];
    return { ...block, name, copies: [first, ...more] };
  });
}

function namesOf(copies: readonly Inside[], used: number, isOutermost: boolean): readonly string[] {
  const [first] = copies as [Inside];
  const wishes = first.items.map((item, index) => {
    const alike = copies.map(({ items }) => items[index] as Item);
    return isOutermost && item.kind === "layer" ? ownName(item.name, item.layer) : wish(alike, used);
  });
  const totals = new Map<string, number>();
  for (const { name } of wishes) totals.set(name, (totals.get(name) ?? 0) + 1);
  const counts = new Map<string, number>();
  const taken = new Set<string>();
  return wishes.map(({ name, counted }) => {
    const count = (counts.get(name) ?? 0) + 1;
    counts.set(name, count);
    const isCounted = counted && (totals.get(name) ?? 0) > 1;
    const free = freeName(taken, isCounted ? `${name}${/\d$/.test(name) ? "_" : ""}${count}` : name);
    taken.add(free);
    return free;
  });
}

interface Wish {
  readonly name: string;
  /** Whether it gets a number where several stand together. */
  readonly counted: boolean;
}

function wish(alike: readonly Item[], used: number): Wish {
  const [first] = alike as [Item];
  if (first.kind === "block" && !first.found) return { name: first.name, counted: false };
  const layers = alike.flatMap(layersOf);
  const words = layers.map((layer) => fileWords(layer).slice(used));
  const [own = [], ...others] = words;
  if (first.kind === "layer") {
    const isShared = others.every((other) => other.join() === own.join());
    return isShared && isTelling(own, layers)
      ? { name: own.join("_"), counted: false }
      : { name: plainName(first.layer), counted: true };
  }
  const start = sharedStart(words);
  return start.length > 0 && isTelling(start, layers)
    ? { name: start.join("_"), counted: false }
    : { name: first.found?.name ?? first.name, counted: true };
}

/** At the top the file's names stay, unless they are mere numbers. */
function ownName(name: string, layer: FlatLayer): Wish {
  return /[A-Za-z]/.test(name) ? { name, counted: false } : { name: plainName(layer), counted: true };
}

function plainName({ type }: FlatLayer): string {
  return type.replace(/2d$/, "").replaceAll("-", "_");
}

function fileWords({ name }: FlatLayer): readonly string[] {
  return wordsOf(name.split("/").at(-1) ?? name);
}
