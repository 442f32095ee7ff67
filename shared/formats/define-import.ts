import type { LargeFile } from "../contracts/files";
import type { Document } from "../graph/document";
import type { StoredArray } from "./safetensors/read";

/** A network out of another program's file, and its weights under their names in the document. */
export interface ImportedNetwork {
  readonly document: Document;
  readonly weights: ReadonlyMap<string, StoredArray>;
  /** What the outputs stand for, where the file says so. */
  readonly classNames: readonly string[] | null;
  /** Height and width that its images are taken to have, where the file leaves them open. */
  readonly assumedSize?: readonly [height: number, width: number] | null;
  /** How this file arranges images, where it is not as files of its kind do. */
  readonly axes?: ImportFormat["axes"];
  /** How it arranges what the layers at these paths give, where that need not be as the images are. */
  readonly outputs?: readonly { readonly path: string; readonly axes: ImportFormat["axes"] }[];
}

export interface ImportJob {
  /** Of the document, where the file names none. */
  readonly name: string;
  /** A file that this one names, and that lies beside it. Throws a readable error where it is not at hand. */
  beside(name: string): ArrayBuffer;
}

/** A kind of file that networks are read from. A row is `<name>/import.ts` in this folder. */
export interface ImportFormat {
  readonly id: string;
  readonly title: string;
  /** Of the file itself, for dialogs: ".onnx". */
  readonly extension: string;
  /** Of the files beside it. */
  readonly besides: readonly string[];
  /** How it arranges a batch of images, and what the model makes of it: N×C×H×W or N×H×W×C. */
  readonly axes: "channels-first" | "channels-last";
  /** ONNX Runtime runs it as it is, so that what it makes of it can be compared with what our engine makes. */
  readonly isVerifiable?: boolean;
  /**
   * For large files: what `read` needs of one to tell the structure. The weights left out stand where they stood, in a file
   * that it says lies beside it as `OWN_WEIGHTS`. Throws a readable error on a file that is damaged.
   */
  withoutWeights?(file: LargeFile): Promise<ArrayBuffer>;
  /** By the file's name and the text of its first bytes, `HEAD_BYTES` of them. */
  detects(name: string, head: string): boolean;
  /** Throws a readable error on a file that is damaged or cannot be shown. */
  read(file: ArrayBuffer, job: ImportJob): Promise<ImportedNetwork>;
}

/** The name under which a file without its weights asks for the whole one. */
export const OWN_WEIGHTS = "the model itself";

export const HEAD_BYTES = 4096;

export function defineImport(format: ImportFormat): ImportFormat {
  return format;
}
