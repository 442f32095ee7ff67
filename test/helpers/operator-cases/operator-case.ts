import type { Operators } from "../operator-model";

/** What other programs write, and the layers that it is, by their captions. */
export interface OperatorCase extends Operators {
  readonly name: string;
  readonly layers: readonly string[];
}

export const MAP = [3, 6, 5] as const;
