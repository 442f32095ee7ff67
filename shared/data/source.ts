import type { RawImage, RgbImage } from "./resize";

/** A file that somebody chose, or one out of an archive. */
export interface DataFile {
  /** Below the folder or archive that was chosen, with slashes. */
  readonly path: string;
  read(): Promise<Uint8Array>;
  /** Its first bytes, or all if it is shorter, where that is cheaper than reading it. */
  head?(bytes: number): Promise<Uint8Array>;
}

/** What a host can do for the readers. */
export interface DataPorts {
  /** Throws if it is not gzip, is cut short, or unpacks to more than `maxBytes`. */
  gunzip(bytes: Uint8Array, maxBytes: number): Promise<Uint8Array>;
  /** In lower case, with their dots. */
  readonly pictureEndings: readonly string[];
  /** Throws on anything that is no picture. */
  decodePicture(bytes: Uint8Array, path: string): Promise<RawImage>;
}

export interface BadFile {
  readonly path: string;
  readonly reason: string;
}

/** The part of a run that an image is for. */
export type SourceSplit = "train" | "validation" | "test";

export interface SourceImage {
  /** The file it comes from. */
  readonly path: string;
  readonly label: number;
  /** Null where the data does not come split. */
  readonly split: SourceSplit | null;
  /** At its own size. Throws a readable error if it is damaged. */
  read(): Promise<RgbImage>;
}

/** People's own data, listed but not yet decoded. */
export interface DataSource {
  readonly title: string;
  /** In order of their labels. */
  readonly classNames: readonly string[];
  readonly images: readonly SourceImage[];
  /** What was there and cannot be used. */
  readonly badFiles: readonly BadFile[];
}
