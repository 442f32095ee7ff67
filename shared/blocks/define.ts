import type { Params } from "../graph/document";
import type { ParamSpecs, ParamsOf } from "../layers/params";
import type { Shape } from "../layers/shape";
import type { GraphBuilder } from "./graph-builder";

/** A setting that the conformance suite expands and analyses. */
export interface BlockExample {
  readonly params?: Params;
  readonly inputs: readonly Shape[];
  readonly output: Shape;
  /** Trainable parameters and multiply-adds, from the paper or zoo-facts. */
  readonly parameters?: number;
  readonly macs?: number;
}

/** Another way to do what a block does, that its paper sets it against. */
export interface BlockComparison<S extends ParamSpecs = ParamSpecs> {
  readonly title: string;
  /** Writes it behind the builder's last node. */
  build(builder: GraphBuilder, params: ParamsOf<S>): void;
  /** What the paper says of the block's multiply-adds over those of the other. */
  readonly ratio?: {
    /** LaTeX, in letters. */
    readonly formula: string;
    /** LaTeX, the same with the numbers in their places. */
    filledIn(params: ParamsOf<S>): string;
    value(params: ParamsOf<S>): number;
  };
}

/** A documented block: its parameters under the paper's names, and how they become a graph. */
export interface BlockDefinition<S extends ParamSpecs = ParamSpecs> {
  readonly id: string;
  readonly title: string;
  /** One sentence for the palette. */
  readonly summary: string;
  /** A few sentences for the help page: what it does and why it was made so. */
  readonly documentation: string;
  /** Paper, section or figure. */
  readonly source: string;
  readonly keywords?: readonly string[];
  readonly params: S;
  /** Which parameter sets the output's channels or features, whatever the others and the input are. */
  readonly widthParam?: keyof S & string;
  /**
   * Which parameter says what its output weighs in the loss. A block that declares one is an auxiliary classifier: it is
   * trained along with the network, and left out when the network runs.
   */
  readonly lossParam?: keyof S & string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  /** Writes the inside, from `builder.input()` to `builder.output()`. */
  build(builder: GraphBuilder, params: ParamsOf<S>): void;
  /** The parameters that matter, for the node's card: "64, 3 blocks". */
  caption?(params: ParamsOf<S>): string;
  readonly comparison?: BlockComparison<S>;
  readonly examples: readonly BlockExample[];
}

export type AnyBlockDefinition = BlockDefinition;

export function defineBlock<const S extends ParamSpecs>(definition: BlockDefinition<S>): AnyBlockDefinition {
  // Expansion only passes params that `checkParams` accepted against these very specs.
  return definition as unknown as AnyBlockDefinition;
}
