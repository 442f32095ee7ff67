import type { Fault } from "../base/fault";
import type { Result } from "../base/result";
import type { Params } from "../graph/document";
import type { OpKit } from "./kit";
import type { NodeKit, NodeValue } from "./node-kit";
import type { LayerReader } from "./node-reader";
import type { NumberType } from "./number-types";
import type { ParamSpecs, ParamsOf } from "./params";
import type { AnyShape, Shape } from "./shape";
import type { StatedValue } from "./stated-shape";
import type { TorchSpelling } from "./torch";
import type { WindowSpec } from "./window";

/** Fixed hues, the same on nodes, in figures, charts and legends. */
export type LayerCategory =
  | "input"
  | "convolution"
  | "pooling"
  | "normalisation"
  | "activation"
  | "merge"
  | "dense"
  | "reshape";

/**
 * What code outside the catalogue may ask of a layer, instead of comparing its type.
 * - `source`: where images enter. - `probabilities`: turns logits into probabilities, so a loss reads its input.
 * - `merge`: joins branches and is drawn small. - `commutative`: gives the same whatever the order of its inputs.
 * - `inline`: changes no shape and is drawn small.
 */
export type LayerTrait = "source" | "probabilities" | "merge" | "commutative" | "inline";

/**
 * How a fresh weight is drawn: He et al. 2015 for kernels, by fan-in. "bilinear" makes a transposed convolution enlarge
 * each channel by itself (Long et al. 2015); "quarter" is 0.25, where a learned slope begins (He et al. 2015); what is
 * "given" comes with a file and is never drawn.
 */
export type Initialiser = "he-normal" | "zeros" | "ones" | "quarter" | "bilinear" | "given";

export interface WeightSpec {
  /** PyTorch's name: weight, bias, running_mean, running_var. */
  readonly name: string;
  /**
   * PyTorch's axis order: conv [out, in / groups, height, width], transposed conv [in, out / groups, height, width],
   * dense [out, in], per channel [channels].
   */
  readonly shape: readonly number[];
  readonly initialiser: Initialiser;
  /** False for statistics that training moves but no gradient reaches; these are not parameters. */
  readonly trainable: boolean;
  /** Of a constant of an operator that is not known here: what ONNX stores it as. */
  readonly type?: NumberType;
}

export type LayerWindow = WindowSpec | "global" | "varying";

export interface ComputeContext<T, P> {
  readonly params: P;
  readonly inputs: readonly T[];
  /** A weight by a name that `weights` declared. */
  weight(name: string): T;
  readonly inputShapes: readonly Shape[];
  readonly outputShape: Shape;
}

export interface SpellingContext<P> {
  readonly params: P;
  readonly inputShapes: readonly Shape[];
  readonly outputShape: Shape;
}

/** A setting that the conformance suite runs: shapes, weights, multiply-adds, outputs and gradients must agree. */
export interface LayerExample {
  readonly params?: Params;
  readonly inputs: readonly Shape[];
  readonly output: Shape;
  /** Trainable, from the paper's formula or an implementation we did not write. */
  readonly parameters?: number;
  readonly macs?: number;
}

/** Of a layer that stands for something which is not known here. Nothing runs it, and what it does is not counted. */
export interface OpaqueFacet<P> {
  /** What it stands for: the operator's name. */
  name(params: P): string;
  /** How many connections it reads. */
  inputs(params: P): number;
  /** The output's shape, which may be any, as may those that come in. Replaces the layer's own `infer`. */
  infer(params: P, inputs: readonly AnyShape[]): Result<AnyShape, Fault>;
  /** What a file is told of its output, which is less than `infer` gives where that is only taken to be so. */
  stated(params: P, inputs: readonly AnyShape[]): StatedValue;
  /** What else is known of it, for people to read. */
  facts?(params: P): readonly { readonly name: string; readonly value: string }[];
}

/** Everything that a layer is. How a facet is carried out belongs to drivers, which know no layer by name. */
export interface LayerDefinition<S extends ParamSpecs = ParamSpecs> {
  readonly type: string;
  readonly title: string;
  readonly category: LayerCategory;
  readonly traits?: readonly LayerTrait[];
  /** One sentence for the palette. */
  readonly summary: string;
  /** A few sentences for the help page: what it computes, when to use it. */
  readonly documentation: string;
  /** LaTeX. */
  readonly formula?: string;
  /** Paper and section. */
  readonly source?: string;
  /** More words that a search finds it by. */
  readonly keywords?: readonly string[];
  readonly params: S;
  /** Which parameter sets the output's channels or features, where one does. */
  readonly widthParam?: keyof S & string;
  /** Which parameters set the image's height, width and channels, for a `source`. */
  readonly imageParams?: readonly [
    height: keyof S & string,
    width: keyof S & string,
    channels: keyof S & string,
  ];
  readonly inputs: { readonly min: number; readonly max: number };
  /** The output's shape, or why there is none. Only called with as many inputs as declared and checked params. */
  infer(params: ParamsOf<S>, inputs: readonly Shape[]): Result<Shape, Fault>;
  weights?(params: ParamsOf<S>, inputs: readonly Shape[]): readonly WeightSpec[];
  /** Multiply-adds for one image; absent means none are counted (zoo convention: only convolutions and dense layers). */
  macs?(params: ParamsOf<S>, inputs: readonly Shape[], output: Shape): number;
  /**
   * For the receptive field: the sliding window, "global" for layers that see everything, "varying" where each output
   * sees as its place has it, absent for pointwise ones.
   */
  window?(params: ParamsOf<S>): LayerWindow;
  compute<T>(kit: OpKit<T>, context: ComputeContext<T, ParamsOf<S>>): T;
  /** The same in ONNX's operators, for a trained network: dropout lets everything through, batch norm its running statistics. */
  toOnnx(kit: NodeKit, context: ComputeContext<NodeValue, ParamsOf<S>>): NodeValue;
  /** The operators that are read as this layer; a file's input is read as the source. */
  readonly fromOnnx: readonly LayerReader<ParamsOf<S>>[];
  /** How PyTorch spells it, for exported code. */
  torch(context: SpellingContext<ParamsOf<S>>): TorchSpelling;
  /** The two parameters that matter, for the node's card: "3×3, 64". */
  caption?(params: ParamsOf<S>): string;
  /** Present where what the layer computes is not known here; such a layer is not offered to be added. */
  readonly opaque?: OpaqueFacet<ParamsOf<S>>;
  readonly examples: readonly LayerExample[];
}

/** A layer whose parameter types have been checked where it is defined and are forgotten where it is used. */
export type AnyLayerDefinition = LayerDefinition;

export function defineLayer<const S extends ParamSpecs>(definition: LayerDefinition<S>): AnyLayerDefinition {
  // Drivers only pass params that `checkParams` accepted against these very specs.
  return definition as unknown as AnyLayerDefinition;
}

export const ONE_INPUT = { min: 1, max: 1 } as const;
export const MANY_INPUTS = { min: 2, max: 64 } as const;

export function hasTrait(layer: AnyLayerDefinition | undefined, trait: LayerTrait): boolean {
  return layer?.traits?.includes(trait) ?? false;
}
