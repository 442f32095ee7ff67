import { app, BrowserWindow, nativeTheme } from "electron";
import { EDITOR_ORIGIN } from "../../shared/contracts/ipc";
import { preloadScript, windowIcon } from "./paths";
import { guardUnsavedChanges } from "./unsaved-changes";

/** A crash loop must end: one reload brings the autosave back, a second crash within this time is not ours to cure. */
const CRASH_WINDOW_MS = 30_000;

let editor: BrowserWindow | null = null;

export function openEditorWindow(): BrowserWindow {
  const window = new BrowserWindow({
    width: 1440,
    height: 900,
    minWidth: 900,
    minHeight: 600,
    show: false,
    icon: windowIcon(),
    backgroundColor: nativeTheme.shouldUseDarkColors ? "#1a1b1e" : "#ffffff",
    webPreferences: {
      preload: preloadScript(),
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webviewTag: false,
      spellcheck: false,
    },
  });
  editor = window;
  window.once("ready-to-show", () => window.show());
  window.on("closed", () => {
    editor = null;
  });
  // The page names the window, with the project in front.
  window.on("page-title-updated", (event) => event.preventDefault());
  guardUnsavedChanges(window);
  reloadAfterCrash(window);
  void window.loadURL(`${EDITOR_ORIGIN}/index.html`);
  return window;
}

export function focusEditorWindow(): void {
  if (!editor) return;
  if (editor.isMinimized()) editor.restore();
  editor.focus();
}

/** The engine's hidden windows do not count: the app ends with its editor, on a Mac with the person's word. */
export function setupWindowLifecycle(): void {
  app.on("window-all-closed", () => {
    if (process.platform !== "darwin") app.quit();
  });
  app.on("activate", () => {
    if (editor) focusEditorWindow();
    else openEditorWindow();
  });
}

function reloadAfterCrash(window: BrowserWindow): void {
  let lastCrash = Number.NEGATIVE_INFINITY;
  window.webContents.on("render-process-gone", (_event, details) => {
    if (details.reason === "clean-exit") return;
    const now = Date.now();
    const again = now - lastCrash < CRASH_WINDOW_MS;
    lastCrash = now;
    console.error(`The editor's process ended (${details.reason}, exit code ${details.exitCode}).`);
    if (again) window.destroy();
    else window.webContents.reload();
  });
}
