import { useEffect, useState } from "react";
import { errorMessage } from "../../../shared/base/assert";

export interface Look<T> {
  /** What was seen last; it stays until the next is there. */
  readonly value: T | null;
  readonly error: string | null;
  readonly busy: boolean;
}

const NOTHING = { value: null, error: null, busy: false } as const;

/** Asks the engine whenever the question is another function. Only the last answer counts. */
export function useLook<T>(look: () => Promise<T>): Look<T> {
  const [state, setState] = useState<Look<T>>(NOTHING);
  useEffect(() => {
    let isOurs = true;
    setState(({ value }) => ({ value, error: null, busy: true }));
    look().then(
      (value) => isOurs && setState({ value, error: null, busy: false }),
      (thrown: unknown) => isOurs && setState({ value: null, error: errorMessage(thrown), busy: false }),
    );
    return () => {
      isOurs = false;
    };
  }, [look]);
  return state;
}
