import { createStore, useStore } from "zustand";
import type { NodePath } from "../../../shared/graph/document";
import { projectStore } from "../../state/project";

const NONE: ReadonlySet<NodePath> = new Set();

/** Blocks that show their inside in the tree, as long as the document is open. */
const store = createStore<{ readonly generation: number; readonly paths: ReadonlySet<NodePath> }>(() => ({
  generation: 0,
  paths: NONE,
}));

export function useExpanded(): ReadonlySet<NodePath> {
  return useStore(store, (state) =>
    state.generation === projectStore.getState().generation ? state.paths : NONE,
  );
}

export function toggleExpanded(path: NodePath): void {
  change((paths) => {
    if (!paths.delete(path)) paths.add(path);
  });
}

export function expand(added: readonly NodePath[]): void {
  change((paths) => {
    for (const path of added) paths.add(path);
  });
}

function change(edit: (paths: Set<NodePath>) => void): void {
  const { generation } = projectStore.getState();
  const state = store.getState();
  const before = state.generation === generation ? state.paths : NONE;
  const paths = new Set(before);
  edit(paths);
  // Selecting what is in sight already must not draw the tree again.
  if (paths.size === before.size) return;
  store.setState({ generation, paths });
}
