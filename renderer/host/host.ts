import type {
  FileHandleId,
  MenuItem,
  OpenedFile,
  RecentFile,
  SavedFile,
  SaveRequest,
  TargetRequest,
} from "../../shared/contracts/files";

/** What the app asks of whatever it runs in: Electron's main process, or a browser. */
export interface Host {
  readonly kind: "electron" | "browser";
  /** Asks for a project, or a model of another program. Null if the person changed their mind. */
  openFile(): Promise<OpenedFile | null>;
  /** Saves to `handle`, or asks where if it is null. Null if the person changed their mind. */
  saveFile(request: SaveRequest): Promise<SavedFile | null>;
  /** Asks where files shall go that are no projects; browsers only ask on a click. Null if the person changed their mind. */
  chooseTarget(request: TargetRequest): Promise<WriteTarget | null>;
  recentFiles(): Promise<readonly RecentFile[]>;
  openRecent(id: string): Promise<OpenedFile>;
  /** A file of the folder that a model was opened from; throws a readable error where it is not there. */
  readBeside(place: FileHandleId, name: string): Promise<ArrayBuffer>;
  forgetRecent(id: string): Promise<void>;
  setTitle(title: string, edited: boolean): void;
  /** Native menus call commands by id. Returns how to stop listening. */
  onCommand(listener: (id: string) => void): () => void;
  /** A file the system asked us to open: a double click, a drop on the icon. */
  onOpenFile(listener: (file: OpenedFile) => void): () => void;
  /** The person closes the window and chose to save first: `save` says whether it is saved. Browsers never ask. */
  onSaveBeforeClose(save: () => Promise<boolean>): () => void;
  /** The native menu follows the commands' state; browsers have none. */
  updateMenu(items: readonly MenuItem[]): void;
  /** A port to a fresh engine process, and word of its end if it dies by itself; `EngineClient` keeps one alive. */
  startEngine(onExit: (reason: string) => void): Promise<EngineConnection>;
}

/** What a person chose to have written: a file, or a folder for several. */
export interface WriteTarget {
  readonly name: string;
  /** Begins a file. Its name counts where there are several. */
  begin(name: string): Promise<FileWriter>;
}

/** A file in the making. What stood in its place stays until `close`. */
export interface FileWriter {
  write(bytes: Uint8Array): Promise<void>;
  close(): Promise<void>;
  abort(): Promise<void>;
}

export interface EngineConnection {
  readonly port: MessagePort;
  /** Ends the process at once, whatever it is doing. */
  kill(): void;
}
