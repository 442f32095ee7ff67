import type { PlacedWeight } from "../analysis/unfold";
import type { Document } from "../graph/document";
import type { ParamSpecs, ParamsOf } from "../layers/params";
import type { FigureContext } from "./figure/context";

/** Where weights come from: asked for one after the other, so that nobody needs to hold them all. */
export interface WeightSource {
  /** In PyTorch's axis order. */
  read(weight: PlacedWeight): Float32Array | Promise<Float32Array>;
}

/** What a network is written from. */
export interface ExportJob<P> {
  readonly document: Document;
  /** Of the file, without its ending; further files are named after it. */
  readonly name: string;
  readonly options: P;
  /** For formats that hold weights. */
  readonly weights: WeightSource;
  /** What the outputs of the classifier stand for, where it is known. */
  readonly classNames?: readonly string[];
  /** Of this program, for formats that name their maker. */
  readonly version?: string;
  /** For formats that are drawings. */
  readonly figure?: FigureContext;
}

/** One file to be written. Its bytes are made while they are asked for. */
export interface ExportedFile {
  /** With its ending. */
  readonly name: string;
  /** Bytes, where they are known beforehand. */
  readonly size?: number;
  chunks(): Iterable<Uint8Array> | AsyncIterable<Uint8Array>;
}

/** What files are for, in the order in which they are offered. */
export const EXPORT_GROUPS = ["model", "figure", "table"] as const;

/** A kind of file that networks are written to. A row is `<name>/format.ts` in this folder. */
export interface ExportFormat<S extends ParamSpecs = ParamSpecs> {
  readonly id: string;
  readonly group: (typeof EXPORT_GROUPS)[number];
  /** Its place in the group, from 1. */
  readonly order: number;
  readonly title: string;
  /** One sentence: what reads it, what is in it. */
  readonly summary: string;
  /** Without the dot. */
  readonly extension: string;
  readonly mediaType: string;
  /** Whether weights go into the file, so that it matters where they come from. */
  readonly holdsWeights: boolean;
  /** ONNX Runtime runs it, so that what it makes of it can be compared with what our engine makes. */
  readonly isVerifiable?: boolean;
  /** It is a drawing: what is unfolded shows so, and a part of the network can be drawn by itself. */
  readonly isFigure?: boolean;
  /** The form of the dialog and the options of the command line follow from them. */
  readonly params: S;
  /** What the file will lack of this network, in a sentence; null if nothing. Never anything if absent. */
  readonly caution?: (document: Document) => string | null;
  /** Whether these options give further files beside the first, which then go into a folder; never if absent. */
  givesSeveral?(options: ParamsOf<S>): boolean;
  /**
   * The file itself, and those that belong beside it. Throws a readable error for a network that cannot be written.
   * Rows load what does the work only here, so that listing the formats costs nothing.
   */
  write(job: ExportJob<ParamsOf<S>>): Promise<readonly [ExportedFile, ...ExportedFile[]]>;
}

export type AnyExportFormat = ExportFormat;

export function defineExport<const S extends ParamSpecs>(format: ExportFormat<S>): AnyExportFormat {
  // Drivers only pass options that `checkParams` accepted against these very specs.
  return format as unknown as AnyExportFormat;
}
