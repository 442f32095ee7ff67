import type * as tf from "@tensorflow/tfjs-core";
import { UserError } from "../../base/assert";

/** What a part of a run has to remember for the run to go on as if nothing had happened. */
export interface PartState {
  readonly tensors: ReadonlyMap<string, tf.Tensor>;
  /** What JSON can hold, and numbers that are not finite. */
  readonly values: unknown;
}

/** A part of a run that changes as it goes: all of them together, and the spec, decide what comes next. */
export interface Part {
  /** The tensors stay the part's own. */
  capture(): PartState;
  /** Takes ownership of the tensors. Throws a readable error if they are not what it captures. */
  restore(state: PartState): void;
}

export const NO_TENSORS: ReadonlyMap<string, tf.Tensor> = new Map();

/** A part that is a few numbers by name, the same at every time. */
export function numbersPart<K extends string>(
  read: () => Readonly<Record<K, number>>,
  write: (values: Readonly<Record<K, number>>) => void,
): Part {
  return {
    capture: () => ({ tensors: NO_TENSORS, values: read() }),
    restore({ values }) {
      const given = values as Readonly<Record<string, unknown>> | null;
      for (const name of Object.keys(read())) {
        if (typeof given?.[name] !== "number") throw unfit(name);
      }
      write(given as Readonly<Record<K, number>>);
    },
  };
}

export function unfit(what: string): UserError {
  return new UserError(
    `The checkpoint lacks "${what}". Expected one of the same version; train from the start.`,
  );
}
