/** Plain values of parameters, as documents hold them. */
type Values = Readonly<Record<string, number | boolean | string | readonly number[]>>;

/** A remedy relative to the node at fault; the analysis turns it into one that the canvas can apply. */
export type Fix =
  | { readonly label: string; readonly params: Values }
  | {
      readonly label: string;
      /** A layer to put in front of one of the node's inputs. */
      readonly insert: { readonly type: string; readonly params: Values; readonly input: number };
    };

/** What is wrong with one node, in plain words and plain values. */
export interface Fault {
  /** What happened. */
  readonly message: string;
  readonly expected: string;
  readonly received: string;
  readonly fixes: readonly Fix[];
}

export function fault(message: string, expected: string, received: string, ...fixes: readonly Fix[]): Fault {
  return { message, expected, received, fixes };
}
