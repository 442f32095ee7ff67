import type { NodePath, Params } from "../graph/document";
import type { PublishedRecipe } from "./published-recipe";

/** What the panels tell about a network beyond its row in the catalogue. */
export interface AboutNetwork {
  /** Of the network. */
  readonly id: string;
  /** What it set out to do, how, and what came of it: three sentences. */
  readonly idea: readonly [why: string, how: string, outcome: string];
  /** The network that it started from; null for the first. */
  readonly ancestor: string | null;
  /** Against the ancestor. */
  readonly changes: readonly string[];
  /** In words, what `published` says among them. */
  readonly recipe: readonly Fact[];
  /** The same as settings; absent where the paper does not say enough. */
  readonly published?: PublishedRecipe;
  readonly tables: readonly PublishedTable[];
  /** A block whose arithmetic is worked out in front of the reader until another is selected. */
  readonly example?: NodePath;
}

export interface Fact {
  readonly name: string;
  readonly text: string;
  readonly source: string;
}

/** What of our own numbers stands beside a published one. */
export type Measure =
  /** Trainable parameters. */
  | "params"
  /** Kernels alone, without biases. */
  | "weights"
  /** Bytes of all parameters in 32-bit floats. */
  | "weightBytes"
  /** Multiply-adds for one image. */
  | "macs"
  /** Elements of the output: neurons. */
  | "elements"
  /** Pixels on a side of the map that comes in. */
  | "inputSide"
  /** Layers with kernels on the longest way through. */
  | "depth";

/** A table as published. Where a column names a measure, our computed number stands beside the published one. */
export interface PublishedTable {
  readonly title: string;
  readonly source: string;
  /** What the rows are. */
  readonly rowHeading: string;
  readonly columns: readonly TableColumn[];
  readonly rows: readonly TableRow[];
  readonly note?: string;
}

export interface TableColumn {
  readonly heading: string;
  readonly ours?: Measure;
  /** Ours is shown divided by this: 1024 where the table counts in K of 1024. */
  readonly divisor?: number;
  /** Decimals of ours; whole numbers if absent. */
  readonly digits?: number;
  /** Behind the numbers: "%". */
  readonly unit?: string;
}

export interface TableRow {
  readonly label: string;
  /** The network whose numbers are ours; the table's own where only nodes are named. */
  readonly network?: string;
  /** Of that network, where they are not its defaults. */
  readonly params?: Params;
  /** Summed; the last one's shape counts. The whole network if absent. */
  readonly nodes?: readonly NodePath[];
  /** Instead of the columns'. */
  readonly measure?: Measure;
  readonly cells: readonly (number | string | null)[];
  /** Why ours is not what is published. */
  readonly why?: string;
}

/** The share of a published figure by which ours may differ before it needs a reason: rounding. */
const ROUNDING = 0.02;

/** Whether our number is the published one, as far as that was printed. `ours` is in the column's unit. */
export function agrees(ours: number, published: number, digits = 0): boolean {
  return Math.abs(ours - published) <= Math.max(published * ROUNDING, 0.5 * 10 ** -digits);
}

type Common = Omit<AboutNetwork, "id" | "ancestor" | "changes">;
type Variant = Pick<AboutNetwork, "id" | "ancestor"> & Partial<AboutNetwork>;

/** Networks of one paper: what they share, and what each has of its own. */
export function aboutFamily(common: Common, variants: readonly Variant[]): readonly AboutNetwork[] {
  return variants.map((variant) => ({ changes: [], ...common, ...variant }));
}
