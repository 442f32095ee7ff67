import type { Document, Params } from "../graph/document";
import type { MatchStrategy } from "./weight-match";

/** A network to be written as a file of some format. */
export interface ExportSpec {
  readonly document: Document;
  /** Of a format's row. */
  readonly format: string;
  /** Of the files, without an ending. */
  readonly name: string;
  /** As the format declares them. */
  readonly options: Params;
  /** Draws the weights that nobody hands over. */
  readonly seed: number;
  readonly classNames?: readonly string[];
  /** Of this program, for formats that name their maker. */
  readonly version?: string;
}

/** Files come one after another, each announced and then piece by piece. */
export type ExportPart =
  | { readonly kind: "file"; readonly name: string; readonly size: number | null }
  | { readonly kind: "bytes"; readonly bytes: Uint8Array };

/** Takes what is written; the next piece is made when it is through with this one. To answer false is to cancel. */
export type ExportSink = (part: ExportPart) => boolean | Promise<boolean>;

/** A weight by its full name, in PyTorch's axis order. */
export type WeightReader = (name: string) => Float32Array | Promise<Float32Array>;

export interface VerifySpec {
  readonly document: Document;
  /** safetensors; absent means drawn from `seed`. */
  readonly weights?: ArrayBuffer;
  /** How they find their places; absent is strict. */
  readonly match?: MatchStrategy;
  /** Of the random image as well. */
  readonly seed: number;
  /** Of the ONNX file that is written for it. */
  readonly options: Params;
}

export interface VerifyFileSpec {
  readonly model: ArrayBuffer;
  /** Files beside it, by name. */
  readonly files: Readonly<Record<string, ArrayBuffer>>;
  /** Of the random image. */
  readonly seed: number;
}

export interface OutputDifference {
  /** The layer, by its path. */
  readonly name: string;
  /** [height, width, channels] or [features]. */
  readonly shape: readonly number[];
  /** The largest difference between two numbers, over the largest number there is. */
  readonly difference: number;
}

/** What differs less is the same but for rounding. */
export const LARGEST_DIFFERENCE = 1e-4;

export interface FilesEngine {
  /** Writes a network, whatever is loaded; false if it was cancelled. Weights come from `readWeight` or the seed. */
  exportNetwork(spec: ExportSpec, sink: ExportSink, readWeight: WeightReader | null): Promise<boolean>;
  /**
   * Writes the network as ONNX, runs the file in ONNX Runtime and the network in the engine on one random image, and
   * compares what comes out; of a classifier also the scores in front of its softmax, which probabilities hide.
   */
  verify(spec: VerifySpec): Promise<readonly OutputDifference[]>;
  /** The same of an ONNX file that somebody else may have written: it against what is read from it. */
  verifyFile(spec: VerifyFileSpec): Promise<readonly OutputDifference[]>;
}
