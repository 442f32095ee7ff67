import type { BlockFinder } from "./find-blocks";
import type { BlockItem, Inside } from "./items";
import type { KnownBlocks, Recognised } from "./known-blocks";

/**
 * Found blocks that the catalogue has become its own. Others, those that the file names among them, take their title
 * from the block of the catalogue that they are, or are but for a normalisation.
 */
export function recognised(inside: Inside, known: KnownBlocks, finder: BlockFinder): Inside {
  const items = inside.items.map((item) => (item.kind === "block" ? ofBlock(item, known, finder) : item));
  return { ...inside, items };
}

function ofBlock(item: BlockItem, known: KnownBlocks, finder: BlockFinder): BlockItem {
  const [leader, ...more] = item.copies;
  const exact = known.exactly(leader);
  if (exact && item.found) {
    const copies = [exact, ...more.map((copy) => known.exactly(copy))];
    const own = item.copies.map((copy, index) => withPaths(copy, copies[index] ?? null));
    if (own.every((copy) => copy !== null)) {
      const { definition, params } = exact;
      return {
        ...item,
        copies: own as [Inside, ...Inside[]],
        found: { ...item.found, known: { definition, params } },
      };
    }
  }
  const title = known.titleOf(exact) ?? known.nearly(leader)?.title ?? item.title ?? titleOf(item, finder);
  return {
    ...item,
    title,
    copies: [recognised(leader, known, finder), ...more.map((copy) => recognised(copy, known, finder))],
  };
}

function withPaths(inside: Inside, found: Recognised | null): Inside | null {
  return found && { ...inside, sources: found.laid.sources, results: found.laid.results, paths: found.paths };
}

/** The file's name, unless it only counts. */
function titleOf({ name, copies }: BlockItem, finder: BlockFinder): string {
  return /[A-Za-z]/.test(name) ? name : finder.roleOf(copies[0]).title;
}
