import { BrowserWindow, MessageChannelMain, type RenderProcessGoneDetails, type WebContents } from "electron";
import { UserError } from "../../shared/base/assert";
import { ENGINE_ORIGIN, ENGINE_PORT } from "../../shared/contracts/ipc";
import { preloadScript } from "./paths";
import { engineSession } from "./sessions";

export interface EngineProcess {
  /** When both ends of the port are on their way. Rejects if the page cannot be loaded. */
  readonly connected: Promise<void>;
  owns(contents: WebContents): boolean;
  /** At once, whatever it is doing. A reason of null means that the owner asked for it. */
  end(reason: string | null): void;
}

const REASONS: Readonly<Record<RenderProcessGoneDetails["reason"], string>> = {
  oom: "it ran out of memory",
  "memory-eviction": "the system needed its memory",
  crashed: "its process crashed",
  "abnormal-exit": "its process ended with an error",
  killed: "its process was ended from outside",
  "launch-failed": "its process could not be started",
  "integrity-failure": "its code failed the integrity check",
  "clean-exit": "its process ended",
};

/** A hidden window is a renderer process with WebGPU, WebGL and WASM: when it dies, the editor does not. */
export function startEngineProcess(
  id: string,
  owner: WebContents,
  onEnd: (reason: string | null) => void,
): EngineProcess {
  const window = new BrowserWindow({
    show: false,
    webPreferences: {
      preload: preloadScript(),
      session: engineSession(),
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webviewTag: false,
      // Nobody ever sees it, and training must not slow down for that.
      backgroundThrottling: false,
    },
  });
  const { webContents } = window;
  let ended = false;
  let abandon: (reason: Error) => void = () => undefined;
  // A page whose process dies while it loads may leave `loadURL` waiting for ever.
  const abandoned = new Promise<never>((_resolve, reject) => {
    abandon = reject;
  });
  abandoned.catch(() => undefined);

  function end(reason: string | null): void {
    if (ended) return;
    ended = true;
    owner.off("destroyed", endWithOwner);
    owner.off("did-start-navigation", endOnReload);
    // `destroy` asks no page for leave; a process that hangs in a loop is ended, too.
    if (!webContents.isDestroyed()) webContents.forcefullyCrashRenderer();
    if (!window.isDestroyed()) window.destroy();
    abandon(new UserError(`The engine could not be started: ${reason ?? "it was ended again"}.`));
    onEnd(reason);
  }
  function endWithOwner(): void {
    end(null);
  }
  function endOnReload(details: { readonly isMainFrame: boolean; readonly isSameDocument: boolean }): void {
    if (details.isMainFrame && !details.isSameDocument) end(null);
  }

  owner.on("destroyed", endWithOwner);
  owner.on("did-start-navigation", endOnReload);
  webContents.on("render-process-gone", (_event, details) => end(REASONS[details.reason]));
  window.on("closed", () => end("its window was closed"));
  return { connected: connect(), owns: (contents) => contents === webContents, end };

  async function connect(): Promise<void> {
    try {
      await Promise.race([window.loadURL(`${ENGINE_ORIGIN}/engine.html`), abandoned]);
    } catch (thrown) {
      // Whoever asked learns of it by this rejection, not by an exit as well.
      end(null);
      throw thrown;
    }
    const { port1, port2 } = new MessageChannelMain();
    webContents.postMessage(ENGINE_PORT, id, [port1]);
    owner.postMessage(ENGINE_PORT, id, [port2]);
  }
}
