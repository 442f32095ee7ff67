import { type KeyboardEvent, useState } from "react";
import { endGesture } from "../../../state/project";

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
  /** Text that is no value; the network keeps the last that was. */
  readonly invalid: boolean;
  type(text: string): void;
  onBlur(): void;
  onKeyDown(event: KeyboardEvent<HTMLInputElement>): void;
}

/**
 * A text field over a value: valid text takes effect as it is typed, all of one visit is one undo step, and text that is
 * no value stays to be mended without touching the network. Enter ends the step, Escape takes the text back.
 */
export function useDraft<T>({ value, show, parse, commit, step }: DraftOptions<T>): DraftField {
  const shown = show(value);
  const [draft, setDraft] = useState<Draft | null>(null);
  const current = draft !== null && draft.over === shown ? draft.text : shown;
  const type = (text: string): void => {
    const parsed = parse(text);
    setDraft({ text, over: parsed === null ? shown : show(parsed) });
    if (parsed !== null) commit(parsed);
  };
  const settle = (): void => {
    endGesture();
    if (parse(current) !== null) setDraft(null);
  };
  return {
    text: current,
    invalid: parse(current) === null,
    type,
    onBlur: settle,
    onKeyDown(event) {
      if (event.key === "Enter") settle();
      if (event.key === "Escape") setDraft(null);
      const direction = event.key === "ArrowUp" ? 1 : event.key === "ArrowDown" ? -1 : 0;
      if (direction === 0 || !step) return;
      event.preventDefault();
      const next = step(value, direction * (event.shiftKey ? 10 : 1));
      if (next === null) return;
      setDraft(null);
      commit(next);
    },
  };
}
