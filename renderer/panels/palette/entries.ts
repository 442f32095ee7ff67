import { blocks } from "../../../shared/blocks/registry";
import type { Document } from "../../../shared/graph/document";
import type { LayerCategory } from "../../../shared/layers/define";
import { layers } from "../../../shared/layers/registry";
import type { PaletteItem } from "../../canvas/add";
import { blockTitle, layerTitle } from "../../ui/titles";

export interface PaletteEntry {
  readonly id: string;
  readonly item: PaletteItem;
  readonly title: string;
  readonly summary: string;
  readonly hue: LayerCategory | "block";
  readonly keywords: string;
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

/** Blocks and layers whose title, type, keywords or summary hold every word of the query; titles that begin with it first. */
export function paletteGroups(query: string, definitions: Document["definitions"]): readonly PaletteGroup[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  const matching = (entries: readonly PaletteEntry[]): readonly PaletteEntry[] =>
    entries
      .filter(({ title, summary, keywords }) => {
        const text = `${title} ${keywords} ${summary}`.toLowerCase();
        return words.every((word) => text.includes(word));
      })
      .sort((a, b) => rank(a, query) - rank(b, query) || a.title.localeCompare(b.title));
  const all: PaletteGroup[] = [
    { id: "mine", entries: ownBlocks(definitions) },
    { id: "block", entries: catalogueBlocks() },
    ...CATEGORIES.map((category): PaletteGroup => ({ id: category, entries: layersIn(category) })),
  ];
  const found = all
    .map(({ id, entries }) => ({ id, entries: matching(entries) }))
    .filter(({ entries }) => entries.length > 0);
  const best = ({ entries: [first] }: PaletteGroup): number => (first ? rank(first, query) : 3);
  return found.sort((a, b) => best(a) - best(b));
}

function rank({ title, keywords }: PaletteEntry, query: string): number {
  const wanted = query.trim().toLowerCase();
  if (wanted === "") return 0;
  if (title.toLowerCase() === wanted) return -1;
  if (title.toLowerCase().startsWith(wanted)) return 0;
  return `${title} ${keywords}`.toLowerCase().includes(wanted) ? 1 : 2;
}

function layersIn(category: LayerCategory): readonly PaletteEntry[] {
  return layers.all
    .filter((layer) => layer.category === category)
    .map(({ type, summary, keywords = [] }) => ({
      id: `layer ${type}`,
      item: { kind: "layer", type },
      title: layerTitle(type),
      summary,
      hue: category,
      keywords: [type, ...keywords].join(" "),
    }));
}

function catalogueBlocks(): readonly PaletteEntry[] {
  return blocks.all.map(({ id, summary, keywords = [] }) => ({
    id: `block ${id}`,
    item: { kind: "block", definition: id },
    title: blockTitle(id),
    summary,
    hue: "block",
    keywords: [id, ...keywords].join(" "),
  }));
}

function ownBlocks(definitions: Document["definitions"]): readonly PaletteEntry[] {
  return Object.values(definitions).map(({ id, title }) => ({
    id: `own ${id}`,
    item: { kind: "block", definition: id },
    title,
    summary: title,
    hue: "block",
    keywords: id,
  }));
}
