import { createStore, useStore } from "zustand";
import { createJSONStorage, persist } from "zustand/middleware";

/** Which networks the comparison shows, kept between starts. */
export interface Comparison {
  /** Ids of the catalogue. */
  readonly networks: readonly string[];
  readonly withDocument: boolean;
  readonly sort: { readonly column: string; readonly descending: boolean };
}

const comparisonStore = createStore<Comparison>()(
  persist<Comparison>(
    () => ({ networks: [], withDocument: true, sort: { column: "year", descending: false } }),
    { name: "blockwise-comparison", version: 1, storage: createJSONStorage(() => localStorage) },
  ),
);

export function useComparison<T>(select: (state: Comparison) => T): T {
  return useStore(comparisonStore, select);
}

export function changeComparison(change: Partial<Comparison>): void {
  comparisonStore.setState(change);
}

/** Puts networks in or takes them out. */
export function compareNetworks(ids: readonly string[], chosen: boolean): void {
  comparisonStore.setState(({ networks }) => {
    const others = networks.filter((id) => !ids.includes(id));
    return { networks: chosen ? [...others, ...ids] : others };
  });
}

/** A second click on a column turns it round. */
export function sortComparison(column: string, descendingFirst: boolean): void {
  comparisonStore.setState(({ sort }) => ({
    sort: { column, descending: sort.column === column ? !sort.descending : descendingFirst },
  }));
}
