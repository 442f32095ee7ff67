import { createStore, useStore } from "zustand";
import { errorMessage } from "../../../shared/base/assert";
import type { Occlusion } from "../../../shared/contracts/inside";
import type { Progress, Subject } from "../../state/inside";
import { engineWith } from "../../state/model";

/** What a map was asked of. */
export interface Question {
  readonly subject: Subject;
  readonly classIndex: number;
  /** In pixels of what the network sees. */
  readonly size: number;
  readonly stride: number;
}

interface OccludeState {
  readonly running: Progress | null;
  readonly error: string | null;
  /** The last map that was finished, with what it answers. */
  readonly answer: (Question & { readonly map: Occlusion }) | null;
}

const occludeStore = createStore<OccludeState>(() => ({ running: null, error: null, answer: null }));

export function useOcclusion<T>(select: (state: OccludeState) => T): T {
  return useStore(occludeStore, select);
}

let latest = 0;

/** Covers the picture bit by bit. Goes on while other panels show; the last call wins. */
export async function occlude(question: Question): Promise<void> {
  const own = ++latest;
  const { subject, classIndex, size, stride } = question;
  const update = (change: Partial<OccludeState>): void => {
    if (own === latest) occludeStore.setState(change);
  };
  update({ running: { done: 0, total: 1 }, error: null });
  try {
    const engine = await engineWith(subject.model);
    // Zero is the mean colour of the data: the grey of Zeiler and Fergus.
    const fill = new Array<number>(subject.input.shape.at(-1) ?? 3).fill(0);
    const map = await engine.occlusion(subject.input, { classIndex, size, stride, fill }, (done, total) => {
      update({ running: { done, total } });
      return own === latest;
    });
    update(map ? { running: null, answer: { ...question, map } } : { running: null });
  } catch (thrown) {
    update({ running: null, error: errorMessage(thrown) });
  }
}

export function stopOccluding(): void {
  latest++;
  occludeStore.setState({ running: null });
}
