import { createStore, useStore } from "zustand";
import type { GraphAnalysis } from "../../../shared/analysis/types";
import type { AnyNetworkDefinition } from "../../../shared/networks/define";

export const SORTS = ["family", "year", "params", "macs", "top1", "top5"] as const;
export type GallerySort = (typeof SORTS)[number];

export const VIEWS = ["cards", "history", "errors"] as const;
export type GalleryView = (typeof VIEWS)[number];

/** What of the catalogue shows, and how; kept while the app runs. */
export interface GalleryChoice {
  readonly query: string;
  readonly family: string | null;
  readonly year: number | null;
  readonly sort: GallerySort;
  readonly view: GalleryView;
}

export const EVERYTHING: GalleryChoice = {
  query: "",
  family: null,
  year: null,
  sort: "family",
  view: "cards",
};

const galleryStore = createStore<GalleryChoice>(() => EVERYTHING);

export function useGallery(): GalleryChoice {
  return useStore(galleryStore);
}

export function changeGallery(change: Partial<GalleryChoice>): void {
  galleryStore.setState(change);
}

type Filter = Pick<GalleryChoice, "query" | "family" | "year">;

/** Those that every word of the query, the family and the year fit. */
export function filterNetworks(
  networks: readonly AnyNetworkDefinition[],
  { query, family, year }: Filter,
): readonly AnyNetworkDefinition[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  return networks.filter((network) => {
    if (family !== null && network.family !== family) return false;
    if (year !== null && network.year !== year) return false;
    const { id, title, summary, citation } = network;
    const text = `${title} ${network.family} ${network.year} ${summary} ${citation} ${id}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
}

/** Whether its published errors are of ImageNet's thousand classes, and so can be compared. */
export function isImageNet({ params }: AnyNetworkDefinition): boolean {
  return params.classes?.default === 1000;
}

/** Errors on other data than ImageNet are no smaller ones: they stand behind. */
function errorKey(network: AnyNetworkDefinition, error: number | undefined): number {
  if (error === undefined) return Number.POSITIVE_INFINITY;
  return isImageNet(network) ? error : 100 + error;
}

/** Smallest first, errors lowest first; what is not known stands last. "family" keeps the order given. */
export function sortNetworks(
  networks: readonly AnyNetworkDefinition[],
  sort: GallerySort,
  analyses: ReadonlyMap<string, GraphAnalysis>,
): readonly AnyNetworkDefinition[] {
  const keyOf = (network: AnyNetworkDefinition): number => {
    const totals = analyses.get(network.id)?.totals;
    switch (sort) {
      case "family":
        return 0;
      case "year":
        return network.year;
      case "params":
        return totals?.params ?? Number.POSITIVE_INFINITY;
      case "macs":
        return totals?.macs ?? Number.POSITIVE_INFINITY;
      case "top1":
        return errorKey(network, network.published?.top1Error);
      case "top5":
        return errorKey(network, network.published?.top5Error);
    }
  };
  const keyed = networks.map((network) => ({ network, key: keyOf(network) }));
  return keyed.sort((a, b) => (a.key === b.key ? 0 : a.key - b.key)).map(({ network }) => network);
}
