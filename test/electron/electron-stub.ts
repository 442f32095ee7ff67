import { EventEmitter } from "node:events";
import { vi } from "vitest";

/** Stands in for the `electron` module: records what the app asks of it and lets a test play the system's part. */

export type Handler = (event: unknown, ...args: unknown[]) => unknown;

class App extends EventEmitter {
  appPath = "/app";
  readonly paths: Record<string, string> = {};
  readonly commandLine = { appendSwitch: vi.fn() };
  readonly quit = vi.fn();
  readonly addRecentDocument = vi.fn();
  readonly enableSandbox = vi.fn();
  readonly requestSingleInstanceLock = vi.fn(() => true);
  getAppPath(): string {
    return this.appPath;
  }
  getPath(name: string): string {
    return this.paths[name] ?? `/paths/${name}`;
  }
  getName(): string {
    return "Blockwise";
  }
  whenReady(): Promise<void> {
    return Promise.resolve();
  }
}
export const app = new App();

class IpcMain extends EventEmitter {
  readonly handlers = new Map<string, Handler>();
  handle(channel: string, handler: Handler): void {
    this.handlers.set(channel, handler);
  }
}
export const ipcMain = new IpcMain();

export class StubContents extends EventEmitter {
  destroyed = false;
  windowOpenHandler: ((details: { url: string }) => unknown) | null = null;
  readonly send = vi.fn();
  readonly postMessage = vi.fn();
  readonly reload = vi.fn();
  readonly forcefullyCrashRenderer = vi.fn();
  readonly copy = vi.fn();
  isDestroyed(): boolean {
    return this.destroyed;
  }
  setWindowOpenHandler(handler: (details: { url: string }) => unknown): void {
    this.windowOpenHandler = handler;
  }
}

export class BrowserWindow extends EventEmitter {
  static readonly all: BrowserWindow[] = [];
  /** What the next `loadURL` answers. */
  static nextLoad: () => Promise<void> = () => Promise.resolve();
  static fromWebContents(contents: unknown): BrowserWindow | null {
    return BrowserWindow.all.find((window) => window.webContents === contents) ?? null;
  }
  readonly webContents = new StubContents();
  readonly options: { readonly webPreferences: Readonly<Record<string, unknown>>; readonly show?: boolean };
  destroyed = false;
  readonly loadURL = vi.fn((_url: string) => BrowserWindow.nextLoad());
  readonly show = vi.fn();
  readonly focus = vi.fn();
  readonly restore = vi.fn();
  readonly setTitle = vi.fn();
  readonly setDocumentEdited = vi.fn();
  constructor(options: BrowserWindow["options"]) {
    super();
    this.options = options;
    BrowserWindow.all.push(this);
  }
  isDestroyed(): boolean {
    return this.destroyed;
  }
  isMinimized(): boolean {
    return false;
  }
  destroy(): void {
    if (this.destroyed) return;
    this.destroyed = true;
    this.webContents.destroyed = true;
    this.webContents.emit("destroyed");
    this.emit("closed");
  }
}

function createSession() {
  return {
    protocol: { handle: vi.fn() },
    webRequest: { onBeforeRequest: vi.fn() },
    setPermissionRequestHandler: vi.fn(),
    setPermissionCheckHandler: vi.fn(),
    setDevicePermissionHandler: vi.fn(),
  };
}
const partitions = new Map<string, ReturnType<typeof createSession>>();
export const session = {
  defaultSession: createSession(),
  fromPartition(name: string) {
    const found = partitions.get(name) ?? createSession();
    partitions.set(name, found);
    return found;
  },
};

export const protocol = { registerSchemesAsPrivileged: vi.fn() };
export const shell = { openExternal: vi.fn(async () => undefined) };
export const nativeTheme = { shouldUseDarkColors: false };
export const dialog = {
  showOpenDialog: vi.fn(),
  showSaveDialog: vi.fn(),
  showMessageBox: vi.fn(),
  showErrorBox: vi.fn(),
};
export const Menu = {
  setApplicationMenu: vi.fn(),
  buildFromTemplate: vi.fn((template: unknown) => template),
};

export class MessageChannelMain {
  readonly port1 = { name: "port1" };
  readonly port2 = { name: "port2" };
}

class IpcRenderer extends EventEmitter {
  readonly invoke = vi.fn(async (..._args: unknown[]) => ({ ok: true, value: undefined }));
  readonly send = vi.fn();
}
export const ipcRenderer = new IpcRenderer();
export const contextBridge = { exposeInMainWorld: vi.fn() };

/** An event as `ipcMain.handle` gets it from the editor's own page. */
export function fromEditor(sender: StubContents, url = "app://editor/index.html", parent: unknown = null) {
  return { sender, senderFrame: { url, parent } };
}

/** Calls a service as the preload script does. */
export async function invoke(event: unknown, call: string, ...args: unknown[]): Promise<unknown> {
  const handler = ipcMain.handlers.get(`blockwise:${call}`);
  if (!handler) throw new Error(`Nothing handles ${call}`);
  return handler(event, ...args);
}

export function reset(): void {
  ipcMain.handlers.clear();
  ipcMain.removeAllListeners();
  ipcRenderer.removeAllListeners();
  app.removeAllListeners();
  BrowserWindow.all.length = 0;
  BrowserWindow.nextLoad = () => Promise.resolve();
  vi.clearAllMocks();
}
