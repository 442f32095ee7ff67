import { createStore, useStore } from "zustand";
import type { Reach } from "../../shared/blocks/edit-inside";
import type { NodePath } from "../../shared/graph/document";

/** What is going on in the window and is neither saved nor undone. */
export interface SessionState {
  readonly selection: ReadonlySet<NodePath>;
  /** `frame|edgeId` of selected edges. */
  readonly selectedEdges: ReadonlySet<string>;
  /** The block that was entered by double click; "" is the whole network. */
  readonly frame: NodePath;
  /** Whether edits inside a block change this instance or all alike. */
  readonly reach: Reach;
}

const NOTHING: ReadonlySet<never> = new Set<never>();

export const sessionStore = createStore<SessionState>(() => ({
  selection: NOTHING,
  selectedEdges: NOTHING,
  frame: "",
  reach: "this",
}));

export function useSession<T>(select: (state: SessionState) => T): T {
  return useStore(sessionStore, select);
}

export function select(paths: Iterable<NodePath>, edges: Iterable<string> = []): void {
  sessionStore.setState({ selection: new Set(paths), selectedEdges: new Set(edges) });
}

export function enterFrame(frame: NodePath): void {
  sessionStore.setState({ frame, selection: NOTHING, selectedEdges: NOTHING });
}

export function setReach(reach: Reach): void {
  sessionStore.setState({ reach });
}

export function resetSession(): void {
  sessionStore.setState({ selection: NOTHING, selectedEdges: NOTHING, frame: "", reach: "this" });
}
