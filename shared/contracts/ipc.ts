import type { Result } from "../base/result";
import type { FoundModel, OpenedProject, RecentFile, SavedFile, SaveRequest, TargetRequest } from "./files";

/** A model's bytes stay where they are until they are asked for. */
export type FoundFile = OpenedProject | FoundModel;

/**
 * The page to the main process. One interface per service; channels and proxies are derived from `METHODS`, and the
 * service's file in `electron/main` guards the arguments. Every method answers a promise.
 */
export interface FileService {
  open(): Promise<FoundFile | null>;
  /** Writes to a path that a person chose before, else asks. */
  save(request: SaveRequest): Promise<SavedFile | null>;
  recent(): Promise<readonly RecentFile[]>;
  openRecent(id: string): Promise<FoundFile>;
  /** The bytes of a model from `begin` up to `end`. */
  readModel(place: string, begin: number, end: number): Promise<ArrayBuffer>;
  /** A file that a model names, out of the folder that the model was opened from. */
  readBeside(place: string, name: string): Promise<ArrayBuffer>;
  forgetRecent(id: string): Promise<void>;
  /** The page listens from now on: files that the system asked for earlier are delivered, too. */
  acceptOpenRequests(): Promise<void>;
}

/** Files written piece by piece, into what a person chose. */
export interface ExportService {
  /** Null if the person changed their mind. */
  choose(request: TargetRequest): Promise<ChosenTarget | null>;
  /** Answers the id of the file that is now being written. */
  begin(target: string, name: string): Promise<string>;
  write(file: string, bytes: Uint8Array): Promise<void>;
  /** The file is whole: it takes its place. */
  finish(file: string): Promise<void>;
  abort(file: string): Promise<void>;
}

interface ChosenTarget {
  readonly id: string;
  /** Of the file or the folder, as people read it. */
  readonly name: string;
}

export interface WindowService {
  setTitle(title: string, edited: boolean): Promise<void>;
  /** What native dialogs say, from the page's catalogue. */
  setText(text: NativeText): Promise<void>;
  /** The answer to `saveBeforeClose`. */
  finishClose(saved: boolean): Promise<void>;
}

export interface MenuService {
  show(menus: readonly Menu[]): Promise<void>;
}

export interface EngineService {
  /** Starts a process; its port arrives as a message `EnginePortMessage` of the same id. */
  start(id: string): Promise<void>;
  kill(id: string): Promise<void>;
}

export interface Services {
  readonly files: FileService;
  readonly exports: ExportService;
  readonly window: WindowService;
  readonly menu: MenuService;
  readonly engine: EngineService;
}

/** The main process to the page. */
export interface HostEvents {
  readonly command: string;
  readonly openFile: FoundFile;
  readonly saveBeforeClose: null;
  readonly engineExit: EngineExit;
}

interface EngineExit {
  readonly id: string;
  /** In words, to follow "The engine stopped:". */
  readonly reason: string;
}

export interface NativeText {
  /** The names of file types in dialogs. */
  readonly projectFiles: string;
  readonly openableFiles: string;
  readonly unsaved: {
    readonly message: string;
    readonly detail: string;
    readonly save: string;
    readonly discard: string;
    readonly cancel: string;
  };
}

export interface Menu {
  readonly group: string;
  readonly label: string;
  readonly items: readonly NativeMenuItem[];
}

export interface NativeMenuItem {
  /** Of the command it calls. */
  readonly id: string;
  readonly label: string;
  readonly shortcut: string | null;
  readonly enabled: boolean;
}

/** Errors cross as data, since structured clone forgets their class. */
export type Reply<T> = Result<T, { readonly name: string; readonly message: string }>;

type ServiceProxy<S> = {
  readonly [M in keyof S]: S[M] extends (...args: infer A) => Promise<infer R>
    ? (...args: A) => Promise<Reply<R>>
    : never;
};

/** What the preload script puts on the page's `window.blockwise`: these verbs and nothing else. */
export type Bridge = { readonly [S in keyof Services]: ServiceProxy<Services[S]> } & {
  on<E extends keyof HostEvents>(event: E, listener: (payload: HostEvents[E]) => void): () => void;
};

/** Lists every method once, for the loops that derive channels; a method left out does not compile. */
export const METHODS = {
  files: {
    open: true,
    save: true,
    recent: true,
    openRecent: true,
    forgetRecent: true,
    readModel: true,
    readBeside: true,
    acceptOpenRequests: true,
  },
  exports: { choose: true, begin: true, write: true, finish: true, abort: true },
  window: { setTitle: true, setText: true, finishClose: true },
  menu: { show: true },
  engine: { start: true, kill: true },
} as const satisfies { readonly [S in keyof Services]: Readonly<Record<keyof Services[S], true>> };

export const EVENTS = {
  command: true,
  openFile: true,
  saveBeforeClose: true,
  engineExit: true,
} as const satisfies Readonly<Record<keyof HostEvents, true>>;

export function methodChannel(service: string, method: string): string {
  return `blockwise:${service}.${method}`;
}

export function eventChannel(event: string): string {
  return `blockwise:on.${event}`;
}

/** Carries one MessagePort: main to preload as a channel, preload to page as the message's `kind`. */
export const ENGINE_PORT = "blockwise:engine-port";
/** The engine's own window to the main process: its worker has died, and why. */
export const ENGINE_FAILED = "blockwise:engine-failed";

interface EnginePortMessage {
  readonly kind: typeof ENGINE_PORT;
  readonly id: string;
}

/** Tells the message that carries a port from all else that a page is sent. */
export function isEnginePortMessage(data: unknown): data is EnginePortMessage {
  return (
    typeof data === "object" &&
    data !== null &&
    "kind" in data &&
    data.kind === ENGINE_PORT &&
    "id" in data &&
    typeof data.id === "string"
  );
}

/** What the preload script puts on `window.blockwiseEngine` in the engine's window. */
export interface EngineBridge {
  failed(reason: string): void;
}

export const APP_SCHEME = "app";
export const EDITOR_ORIGIN = "app://editor";
/** An origin of its own, in a session of its own: never a renderer process shared with the editor. */
export const ENGINE_ORIGIN = "app://engine";
