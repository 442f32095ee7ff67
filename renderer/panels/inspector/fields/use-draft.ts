import { type KeyboardEvent, useRef, useState } from "react";
import { cancelGesture, endGesture, projectStore } from "../../../state/project";

/** What was typed, and the value it was typed over: another value from elsewhere makes it stale. */
interface Draft {
  readonly text: string;
  readonly over: string;
}

export interface DraftOptions<T> {
  readonly value: T;
  show(value: T): string;
  /** Null where the text is no such value. */
  parse(text: string): T | null;
  /** Called with each valid value as it is typed. */
  commit(value: T): void;
  /** For arrow keys: the next value up or down, or null where there is none. */
  step?(value: T, by: number): T | null;
}

export interface DraftField {
  readonly text: string;
  /** Text that is no value; the network holds the value from before this visit to the field. */
  readonly invalid: boolean;
  type(text: string): void;
  onBlur(): void;
  onKeyDown(event: KeyboardEvent<HTMLInputElement | HTMLTextAreaElement>): void;
}

/**
 * A text field over a value: valid text takes effect as it is typed, and all of one visit is one undo step. Text that is
 * no value stays to be mended, while the network goes back to the value from before the visit: a stride of 100 must not
 * leave the 10 on the way there. Enter ends the visit, Escape takes it back; a field that is left shows what holds.
 */
export function useDraft<T>({ value, show, parse, commit, step }: DraftOptions<T>): DraftField {
  const shown = show(value);
  const [draft, setDraft] = useState<Draft | null>(null);
  /** What the field showed when this visit first changed the network. */
  const before = useRef<string | null>(null);
  const current = draft !== null && draft.over === shown ? draft.text : shown;
  const apply = (next: T): void => {
    if (projectStore.getState().gesture === null) before.current = null;
    before.current ??= shown;
    commit(next);
  };
  const takeBack = (): string => {
    const original = projectStore.getState().gesture === null ? null : before.current;
    if (original !== null) cancelGesture();
    before.current = null;
    return original ?? shown;
  };
  const type = (text: string): void => {
    const parsed = parse(text);
    if (parsed !== null) apply(parsed);
    setDraft({ text, over: parsed === null ? takeBack() : show(parsed) });
  };
  return {
    text: current,
    invalid: parse(current) === null,
    type,
    onBlur() {
      if (before.current !== null) endGesture();
      before.current = null;
      setDraft(null);
    },
    onKeyDown(event) {
      // Left in the field, the cursor would swallow the next single-key shortcut.
      if (event.key === "Enter" && parse(current) !== null) event.currentTarget.blur();
      if (event.key === "Escape") {
        takeBack();
        setDraft(null);
      }
      const direction = event.key === "ArrowUp" ? 1 : event.key === "ArrowDown" ? -1 : 0;
      if (direction === 0 || !step) return;
      event.preventDefault();
      const next = step(value, direction * (event.shiftKey ? 10 : 1));
      if (next === null) return;
      setDraft(null);
      apply(next);
    },
  };
}
