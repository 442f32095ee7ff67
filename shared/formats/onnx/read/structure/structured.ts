import type { FlatLayer } from "../flat-layer";
import { BlockFinder } from "./find-blocks";
import type { Inside, Item, Readers } from "./items";
import { KnownBlocks } from "./known-blocks";
import { nameInside } from "./name-blocks";
import { recognised } from "./recognised";
import { isWeighted } from "./roles";
import { isTelling, sharedStart, wordsOfLayer } from "./telling-names";

/** More layers side by side than people name one by one without meaning more than a row of them. */
const CROWD = 12;
const FEWEST_WEIGHTED = 3;

/** Finds blocks by the graph wherever names leave many layers side by side. */
export function structured(whole: Inside, layers: readonly FlatLayer[], readers: Readers): Inside {
  const finder = new BlockFinder(layers, readers);
  const visit = (inside: Inside, isOutermost: boolean): Inside => {
    const items = inside.items.map((item): Item => {
      if (item.kind === "layer") return item;
      const [first, ...more] = item.copies;
      return { ...item, copies: [visit(first, false), ...more.map((copy) => visit(copy, false))] };
    });
    const level = { ...inside, items };
    if (!isCrowded(level, isOutermost)) return level;
    const found = unwrapped(finder.regroup(level));
    const used = isOutermost ? 0 : sharedStart(level.layers).length;
    return nameInside([{ inside: { ...level, items: found }, used }], isOutermost)[0] as Inside;
  };
  return recognised(visit(whole, true), new KnownBlocks(layers), finder);
}

/** Whether nobody ordered these layers: there are many, or their names are mere numbers. */
function isCrowded({ items }: Inside, isOutermost: boolean): boolean {
  const single = items.flatMap((item) => (item.kind === "layer" ? [item.layer] : []));
  const weighted = single.filter(isWeighted);
  const isFlat = isOutermost && single.length === items.length;
  const isCounted =
    weighted.filter((layer) => !isTelling(wordsOfLayer(layer), [layer])).length >= FEWEST_WEIGHTED;
  return isFlat || isCounted || single.length > CROWD;
}

/** A block that would be all of the block around it says nothing. */
function unwrapped(items: readonly Item[]): readonly Item[] {
  const [only, second] = items;
  return only?.kind === "block" && only.found && !second && only.copies.length === 1
    ? only.copies[0].items
    : items;
}
