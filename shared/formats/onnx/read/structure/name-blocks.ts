import { freeName } from "../../../../graph/names";
import type { FlatLayer } from "../flat-layer";
import { type BlockItem, type Inside, type Item, layersOf } from "./items";
import { makeOf } from "./makes";
import { isAlike, plainName } from "./plain-names";
import { isTelling, sharedStart, wordsOf, wordsOfLayer } from "./telling-names";

/** What a found block holds, and how many words of the file's names its own and those around it say already. */
export interface Named {
  readonly inside: Inside;
  readonly used: number;
}

/**
 * Names for the nodes of found blocks, the same in every copy: what the file calls them where that says something and
 * is the same in all, else what they are, counted. Equal blocks beside each other are copies as well, whatever their
 * own names: so they share a definition.
 */
export function nameInside(copies: readonly Named[], isOutermost: boolean): readonly Inside[] {
  const names = namesOf(copies, isOutermost);
  const items = copies.map(({ inside }) =>
    inside.items.map((item, index): Item => ({ ...item, name: names[index] as string })),
  );
  for (const places of equalBlocks(copies)) {
    const held = places.flatMap(({ copy, index }) => {
      const { copies: insides } = (items[copy] as Item[])[index] as BlockItem;
      return insides.map((inside): Named => ({ inside, used: usedIn(inside, copies[copy]?.used ?? 0) }));
    });
    const named = nameInside(held, false);
    let at = 0;
    for (const { copy, index } of places) {
      const block = (items[copy] as Item[])[index] as BlockItem;
      const [first, ...more] = named.slice(at, at + block.copies.length) as [Inside, ...Inside[]];
      at += block.copies.length;
      (items[copy] as Item[])[index] = { ...block, copies: [first, ...more] };
    }
  }
  return copies.map(({ inside }, copy) => ({ ...inside, items: items[copy] ?? [] }));
}

function usedIn({ layers }: Inside, used: number): number {
  return Math.max(used, sharedStart(layers).length);
}

interface Place {
  readonly copy: number;
  readonly index: number;
}

/** Where found blocks of one make stand. */
function equalBlocks(copies: readonly Named[]): readonly (readonly Place[])[] {
  const byMake = new Map<string, Place[]>();
  const [first] = copies as [Named];
  for (const [index, item] of first.inside.items.entries()) {
    if (item.kind !== "block" || !item.found) continue;
    const places = copies.map((_, copy) => ({ copy, index }));
    const make = makeOf(item.copies[0].items);
    const known = byMake.get(make);
    if (known) for (const place of places) known.push(place);
    else byMake.set(make, places);
  }
  return [...byMake.values()];
}

function namesOf(copies: readonly Named[], isOutermost: boolean): readonly string[] {
  const [first] = copies as [Named];
  const wishes = first.inside.items.map((item, index) => {
    const alike = copies.map(({ inside, used }) => ({ item: inside.items[index] as Item, used }));
    return isOutermost && item.kind === "layer" ? ownName(item.name, item.layer) : wishOf(alike);
  });
  const wished = countsOf(wishes);
  const names = wishes.map((each) => ((wished.get(each.name) ?? 0) > 1 ? plainly(each) : each));
  const totals = countsOf(names);
  const counts = new Map<string, number>();
  const taken = new Set<string>();
  return names.map(({ name, counted }) => {
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
  /** What takes its place where others beside it are called so as well; the name with a number if absent. */
  readonly otherwise?: string;
}

function plainly(wish: Wish): Wish {
  return wish.otherwise === undefined ? wish : { name: wish.otherwise, counted: true };
}

function countsOf(wishes: readonly Wish[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { name } of wishes) counts.set(name, (counts.get(name) ?? 0) + 1);
  return counts;
}

interface Wishing {
  readonly item: Item;
  readonly used: number;
}

function wishOf(alike: readonly Wishing[]): Wish {
  const [{ item, used }] = alike as [Wishing];
  if (item.kind === "layer") return wishOfLayer(item.layer, alike);
  if (!item.found) return { name: item.name, counted: false };
  const layers = alike.flatMap((each) => layersOf(each.item));
  const start = sharedStart(layers).slice(used);
  return isTelling(start, layers)
    ? { name: start.join("_"), counted: false, otherwise: item.found.name }
    : { name: item.found.name, counted: true };
}

function wishOfLayer(layer: FlatLayer, alike: readonly Wishing[]): Wish {
  const [own = [], ...others] = alike.map(({ item, used }) =>
    layersOf(item).flatMap(wordsOfLayer).slice(used),
  );
  const isShared = others.every((other) => other.join() === own.join());
  if (isShared && isTelling(own, [layer])) return { name: own.join("_"), counted: false };
  const [{ item }] = alike as [Wishing];
  // Where a path says it, the operator at its end may not: `downsample/0/Conv`.
  const isGiven =
    alike.every((each) => each.item.name === item.name) && isTelling(wordsOf(item.name), [layer]);
  return isGiven ? { name: item.name, counted: false } : { name: plainName(layer), counted: true };
}

/** At the top the file's names stay, unless they only count: then the kernel's name may say more, or the layer's own. */
function ownName(name: string, layer: FlatLayer): Wish {
  const isOwn = isTelling(wordsOf(name), [layer]);
  const words = wordsOfLayer(layer);
  if (!isOwn && isTelling(words, [layer])) return { name: words.join("_"), counted: false };
  const fits = isOwn || (/[A-Za-z]/.test(name) && isAlike(layer));
  return fits ? { name, counted: false } : { name: plainName(layer), counted: true };
}
