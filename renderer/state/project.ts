import { createStore, useStore } from "zustand";
import { createAnalyser } from "../../shared/analysis/analyse";
import type { GraphAnalysis } from "../../shared/analysis/types";
import { dropUnused, openForEditing, type Reach } from "../../shared/blocks/edit-inside";
import type { FileHandleId } from "../../shared/contracts/files";
import { diff } from "../../shared/graph/diff";
import { type Document, emptyDocument, type GraphId, type NodePath } from "../../shared/graph/document";
import * as history from "../../shared/graph/history";

/** The open document with its history and numbers. `change` and its kin are the only writers. */
export interface ProjectState {
  readonly history: history.History;
  /** Follows `history.present` in the same tick; untouched nodes keep their objects. */
  readonly analysis: GraphAnalysis;
  readonly handle: FileHandleId | null;
  /** As last opened or saved; what differs from it is unsaved. */
  readonly saved: Document;
  /** The gesture that `change` calls with the same key are merged into. */
  readonly gesture: string | null;
  /** False while the start screen shows. */
  readonly isOpen: boolean;
  /** A project waits behind the start screen; nothing of it is lost until another takes its place. */
  readonly isBehind: boolean;
  /** Counts documents opened, so that views know to start afresh. */
  readonly generation: number;
}

const analyser = createAnalyser();
const blank = emptyDocument("Untitled");

export const projectStore = createStore<ProjectState>(() => ({
  history: history.createHistory(blank),
  analysis: analyser.analyse(blank),
  handle: null,
  saved: blank,
  gesture: null,
  isOpen: false,
  isBehind: false,
  generation: 0,
}));

export function useProject<T>(select: (state: ProjectState) => T): T {
  return useStore(projectStore, select);
}

export function currentDocument(): Document {
  return projectStore.getState().history.present;
}

let compared: Pick<ProjectState, "saved" | "handle"> & { present: Document; edited: boolean } = {
  saved: blank,
  handle: null,
  present: blank,
  edited: false,
};

/**
 * Whether anything would be lost: the document differs from what its file holds. Undoing back to that is no difference,
 * nor is unfolding in a network that is in no file yet.
 */
export function isEdited({ history: { present }, saved, handle }: ProjectState): boolean {
  if (present === saved) return false;
  const isKnown = compared.present === present && compared.saved === saved && compared.handle === handle;
  if (!isKnown) {
    const reference = handle === null ? { ...saved, view: present.view } : saved;
    compared = { saved, handle, present, edited: diff(reference, present).length > 0 };
  }
  return compared.edited;
}

export function openProject(
  document: Document,
  file: { handle: FileHandleId | null } = { handle: null },
): void {
  projectStore.setState(({ generation }) => ({
    history: history.createHistory(document),
    analysis: analyser.analyse(document),
    handle: file.handle,
    saved: document,
    gesture: null,
    isOpen: true,
    isBehind: false,
    generation: generation + 1,
  }));
}

/** To the start screen and back, with the project as it is. */
export function hideProject(): void {
  if (projectStore.getState().isOpen) projectStore.setState({ isOpen: false, isBehind: true, gesture: null });
}

export function resumeProject(): void {
  if (projectStore.getState().isBehind) projectStore.setState({ isOpen: true, isBehind: false });
}

/** Back to the start screen; what is not saved is gone, so ask first. */
export function closeProject(): void {
  openProject(emptyDocument("Untitled"));
  projectStore.setState({ isOpen: false });
}

export function markSaved(document: Document, handle: FileHandleId | null): void {
  projectStore.setState({ saved: document, handle });
}

/** No file holds the document as it is: it was brought back from the autosave. */
export function markUnsaved(): void {
  projectStore.setState({ saved: blank });
}

/**
 * Applies an edit. Each call is one undo step, except that calls with the same `gesture` key in a row are one: the
 * ticks of a drag, the digits of a number.
 */
export function change(label: string, edit: history.Edit, gesture: string | null = null): void {
  const state = projectStore.getState();
  const continues = gesture !== null && gesture === state.gesture;
  const marked = continues ? state.history : history.mark(state.history, label);
  adopt(history.commit(marked, edit), gesture);
}

/**
 * Applies an edit to the graph inside the block at `frame` ("" is the document's own), opening catalogue blocks for
 * editing on the way.
 */
export function changeInside(
  frame: NodePath,
  label: string,
  editGraph: (graph: GraphId) => history.Edit,
  options: { reach?: Reach; gesture?: string | null } = {},
): void {
  const { reach = "this", gesture = null } = options;
  change(
    label,
    (document) => {
      const opened = openForEditing(document, frame, reach);
      const edited = editGraph(opened.graph)(opened.document);
      // An edit that did nothing must not leave an opened block behind.
      return edited === opened.document ? document : dropUnused(edited);
    },
    gesture,
  );
}

/** The gesture is over: the next change is an undo step of its own. */
export function endGesture(): void {
  if (projectStore.getState().gesture !== null) projectStore.setState({ gesture: null });
}

/** The gesture was cancelled: as if it had never begun. */
export function cancelGesture(): void {
  if (projectStore.getState().gesture === null) return;
  adopt(history.bail(projectStore.getState().history), null);
}

export function undo(): void {
  adopt(history.undo(projectStore.getState().history), null);
}

export function redo(): void {
  adopt(history.redo(projectStore.getState().history), null);
}

function adopt(next: history.History, gesture: string | null): void {
  const { history: before, analysis } = projectStore.getState();
  const changed = next.present !== before.present;
  projectStore.setState({
    history: next,
    gesture,
    analysis: changed ? analyser.analyse(next.present) : analysis,
  });
}
