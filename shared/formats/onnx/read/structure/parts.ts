import { entering, type Inside, type Item, leaving } from "./items";

/** What lies between two values through which everything flows. */
export interface Part {
  readonly items: readonly Item[];
  /** The value that enters; null where images do. */
  readonly entry: number | null;
  /** The value that leaves to what comes behind; null at the end. */
  readonly exit: number | null;
}

/**
 * Depth first from the ends, ports in order: equal parts stand in equal order, whatever the file's is, and branches
 * stand whole.
 */
export function ordered(items: readonly Item[]): readonly Item[] {
  const givers = new Map<number, Item>();
  for (const item of items) for (const id of leaving(item)) givers.set(id, item);
  const read = new Set(items.flatMap((item) => [...entering(item)]));
  const placed = new Set<Item>();
  const result: Item[] = [];
  for (const root of items.filter((item) => !leaving(item).some((id) => read.has(id)))) {
    const stack = [{ item: root, next: 0 }];
    for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
      const source = entering(top.item)[top.next++];
      if (source === undefined) {
        stack.pop();
        if (!placed.has(top.item)) result.push(top.item);
        placed.add(top.item);
        continue;
      }
      const giver = givers.get(source);
      if (giver && !placed.has(giver)) stack.push({ item: giver, next: 0 });
    }
  }
  return result;
}

/** Cuts wherever a single value is still to be read. One pass, since the items are in order. */
export function partsOf(items: readonly Item[], sources: readonly number[]): readonly Part[] {
  const unread = new Map<number, number>();
  for (const item of items) {
    for (const id of new Set(entering(item))) unread.set(id, (unread.get(id) ?? 0) + 1);
  }
  const open = new Set(sources.filter((id) => unread.has(id)));
  const parts: Part[] = [];
  let entry: number | null = onlyOne(open);
  let held: Item[] = [];
  for (const item of items) {
    held.push(item);
    for (const id of new Set(entering(item))) {
      const left = (unread.get(id) ?? 0) - 1;
      unread.set(id, left);
      if (left === 0) open.delete(id);
    }
    for (const id of leaving(item)) if (unread.has(id)) open.add(id);
    if (open.size > 1) continue;
    const exit = onlyOne(open);
    parts.push({ items: held, entry, exit });
    entry = exit;
    held = [];
  }
  if (held.length > 0) parts.push({ items: held, entry, exit: null });
  return parts;
}

/** What flows side by side in front of the part's last item, each branch with everything it hangs together with. */
export function branchesOf({ items, entry }: Part): readonly (readonly Item[])[] {
  const inner = items.slice(0, -1);
  const branchOf = new Map<Item, Item[]>();
  const givers = new Map<number, Item>();
  for (const item of inner) {
    branchOf.set(item, [item]);
    for (const id of entering(item)) {
      const giver = id === entry ? undefined : givers.get(id);
      if (giver) join(branchOf, giver, item);
    }
    for (const id of leaving(item)) givers.set(id, item);
  }
  const place = new Map(inner.map((item, index) => [item, index]));
  const inOrder = (a: Item, b: Item): number => (place.get(a) as number) - (place.get(b) as number);
  return [...new Set(branchOf.values())].map((branch) => branch.toSorted(inOrder));
}

/** The smaller branch goes over into the larger, so that an item moves a few times at most. */
function join(branchOf: Map<Item, Item[]>, one: Item, other: Item): void {
  const [a, b] = [branchOf.get(one) as Item[], branchOf.get(other) as Item[]];
  if (a === b) return;
  const [large, small] = a.length >= b.length ? [a, b] : [b, a];
  for (const item of small) {
    large.push(item);
    branchOf.set(item, large);
  }
}

function onlyOne(open: ReadonlySet<number>): number | null {
  const [only] = open;
  return open.size === 1 && only !== undefined ? only : null;
}

/** Whether images enter inside: such layers are nobody's part. */
export function hasSource({ layers }: Pick<Inside, "layers">): boolean {
  return layers.some(({ inputs }) => inputs.length === 0);
}
