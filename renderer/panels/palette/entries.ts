import { blocks } from "../../../shared/blocks/registry";
import type { Document, NodePath } from "../../../shared/graph/document";
import type { LayerCategory } from "../../../shared/layers/define";
import { offeredLayers } from "../../../shared/layers/registry";
import type { PaletteItem } from "../../canvas/add";
import { text } from "../../text/i18n";
import { searched, searchRank } from "../../ui/search";
import { blockTitle, layerTitle } from "../../ui/titles";

export interface PaletteEntry {
  readonly id: string;
  readonly item: PaletteItem;
  readonly title: string;
  readonly summary: string;
  /** Where a block of the document stands: two that were changed from the same block have the same title. */
  readonly place?: NodePath;
  readonly hue: LayerCategory | "block";
  readonly keywords: readonly string[];
}

export interface PaletteGroup {
  readonly id: LayerCategory | "block" | "mine";
  readonly entries: readonly PaletteEntry[];
}

/** In the order in which a network is built. */
const CATEGORIES: readonly LayerCategory[] = [
  "input",
  "convolution",
  "pooling",
  "normalisation",
  "activation",
  "merge",
  "dense",
  "reshape",
];

/**
 * What answers the query, by category: as a network is built, or while searching the group of the best answer first.
 * `definitions` are the document's own blocks; `placeOf` tells where one of them stands.
 */
export function paletteGroups(
  query: string,
  definitions: Document["definitions"],
  placeOf: (definition: string) => NodePath | undefined = () => undefined,
): readonly PaletteGroup[] {
  const all: readonly PaletteGroup[] = [
    ...CATEGORIES.map((category): PaletteGroup => ({ id: category, entries: layersIn(category) })),
    { id: "mine", entries: ownBlocks(definitions, placeOf) },
    { id: "block", entries: catalogueBlocks() },
  ];
  const found = all
    .map(({ id, entries }) => ({ id, entries: searched(entries.toSorted(byTitle), query) }))
    .filter(({ entries }) => entries.length > 0);
  const best = ({ entries: [first] }: PaletteGroup): number => (first && searchRank(first, query)) ?? 0;
  const length = ({ entries: [first] }: PaletteGroup): number => first?.title.length ?? 0;
  if (query.trim() === "") return found;
  // Layers come before blocks that answer as well: a block is more than was asked for.
  const isBlock = ({ id }: PaletteGroup): number => Number(id === "block" || id === "mine");
  return found.sort((a, b) => best(a) - best(b) || isBlock(a) - isBlock(b) || length(a) - length(b));
}

function byTitle(a: PaletteEntry, b: PaletteEntry): number {
  return a.title.localeCompare(b.title);
}

function layersIn(category: LayerCategory): readonly PaletteEntry[] {
  return offeredLayers
    .filter((layer) => layer.category === category)
    .map(({ type, summary, keywords = [] }) => ({
      id: `layer ${type}`,
      item: { kind: "layer", type },
      title: layerTitle(type),
      summary,
      hue: category,
      keywords: [type, ...keywords],
    }));
}

function catalogueBlocks(): readonly PaletteEntry[] {
  return blocks.all.map(({ id, summary, keywords = [] }) => ({
    id: `block ${id}`,
    item: { kind: "block", definition: id },
    title: blockTitle(id),
    summary,
    hue: "block",
    keywords: [id, ...keywords],
  }));
}

function ownBlocks(
  definitions: Document["definitions"],
  placeOf: (definition: string) => NodePath | undefined,
): readonly PaletteEntry[] {
  return Object.values(definitions).map(({ id, title }) => {
    const place = placeOf(id);
    return {
      id: `own ${id}`,
      item: { kind: "block", definition: id },
      title,
      summary: place === undefined ? title : text("palette.from", { title, place }),
      ...(place === undefined ? {} : { place }),
      hue: "block",
      keywords: [id],
    };
  });
}
