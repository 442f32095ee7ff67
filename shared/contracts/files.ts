/** Opaque to the app: a path in Electron, a key of a stored file handle in a browser. */
export type FileHandleId = string;

/** What a person chose to open. */
export type OpenedFile = OpenedProject | OpenedModel;

export interface OpenedProject {
  readonly handle: FileHandleId | null;
  readonly name: string;
  readonly text: string;
}

/** A file that is read in parts: a browser's `Blob` is one. */
export interface LargeFile {
  readonly size: number;
  slice(begin: number, end: number): Pick<LargeFile, "arrayBuffer">;
  arrayBuffer(): Promise<ArrayBuffer>;
}

/** What a file holds, or the file, for whoever may need a part of it or nothing. */
export type FileContent = ArrayBuffer | LargeFile;

/** A model of another program. It is read and never written. */
export interface OpenedModel {
  readonly name: string;
  readonly bytes: FileContent;
  /** Files that were chosen along with it, by name. */
  readonly besides: Readonly<Record<string, FileContent>>;
  /** By which more files of its folder are asked for; null where the host reaches no more than was chosen. */
  readonly place: FileHandleId | null;
}

/** A model in another process, that reads from it what is asked for. */
export interface FoundModel {
  readonly name: string;
  /** Bytes. */
  readonly size: number;
  readonly place: FileHandleId;
}

export interface SaveRequest {
  readonly handle: FileHandleId | null;
  readonly suggestedName: string;
  readonly text: string;
}

export interface SavedFile {
  readonly handle: FileHandleId | null;
  readonly name: string;
}

/** Where files shall go that are no projects: one by its name, or several into a folder. */
export interface TargetRequest {
  /** With its ending. */
  readonly suggestedName: string;
  /** The kind of file, as dialogs name it. */
  readonly title: string;
  /** Without the dot. */
  readonly extension: string;
  readonly mediaType: string;
  readonly several: boolean;
}

export interface RecentFile {
  readonly id: string;
  readonly name: string;
  /** Where it lies, for the tooltip. */
  readonly location: string;
  /** Milliseconds since 1970. */
  readonly openedAt: number;
}

export interface MenuItem {
  readonly id: string;
  readonly label: string;
  /** Which menu it stands in: file, edit, view, ... */
  readonly group: string;
  /** As commands spell it: "mod+shift+z". */
  readonly shortcut: string | null;
  readonly enabled: boolean;
}
