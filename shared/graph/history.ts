import { applyChanges, type Change, diff, invertChanges } from "./diff";
import type { Document } from "./document";

/** Everything a person can change is one of these. */
export type Edit = (document: Document) => Document;

export interface HistoryEntry {
  readonly label: string;
  readonly changes: readonly Change[];
}

/**
 * Undo by diffs between marks. A gesture (a drag, a number being typed) sets one mark and commits often; undo goes
 * back to the mark. Selection, panning and zoom are not in the document and never come here.
 */
export interface History {
  readonly present: Document;
  /** The document at the last mark. */
  readonly base: Document;
  readonly label: string;
  readonly past: readonly HistoryEntry[];
  readonly future: readonly HistoryEntry[];
}

export function createHistory(document: Document): History {
  return { present: document, base: document, label: "", past: [], future: [] };
}

/** Closes the gesture under way, if it changed anything, and names the next. */
export function mark(history: History, label: string): History {
  return { ...close(history), label };
}

/** Applies an edit within the current mark. An edit that changes nothing leaves the redo stack alone. */
export function commit(history: History, edit: Edit): History {
  const present = edit(history.present);
  if (present === history.present) return history;
  return { ...history, present, future: [] };
}

/** Drops what was committed since the last mark: a gesture was cancelled. */
export function bail(history: History): History {
  return { ...history, present: history.base };
}

export function canUndo(history: History): boolean {
  return history.past.length > 0 || history.present !== history.base;
}

export function canRedo(history: History): boolean {
  return history.future.length > 0;
}

/** What was done last: what undo would take back. */
export function lastLabel({ present, base, label, past }: History): string {
  return present === base ? (past.at(-1)?.label ?? "") : label;
}

export function undo(history: History): History {
  const closed = close(history);
  const entry = closed.past[closed.past.length - 1];
  if (!entry) return closed;
  const present = applyChanges(closed.present, invertChanges(entry.changes));
  return {
    present,
    base: present,
    label: "",
    past: closed.past.slice(0, -1),
    future: [entry, ...closed.future],
  };
}

export function redo(history: History): History {
  const [entry, ...future] = history.future;
  if (!entry) return history;
  const present = applyChanges(history.present, entry.changes);
  return { present, base: present, label: "", past: [...history.past, entry], future };
}

function close(history: History): History {
  if (history.present === history.base) return history;
  const changes = diff(history.base, history.present);
  if (changes.length === 0) return { ...history, base: history.present };
  const entry: HistoryEntry = { label: history.label, changes };
  return { ...history, base: history.present, past: [...history.past, entry] };
}
