import type { Params } from "../../../graph/document";
import type { ReadTensor } from "../../../layers/node-reader";
import type { AnyShape } from "../../../layers/shape";

/** A layer read from a file, in a network without blocks. */
export interface FlatLayer {
  readonly id: number;
  /** The operator's name in the file, or its output's where it has none. */
  readonly name: string;
  readonly operator: string;
  readonly type: string;
  readonly params: Params;
  readonly inputs: readonly number[];
  readonly output: AnyShape;
  readonly weights: Readonly<Record<string, ReadTensor>>;
}
