import { createBrowserHost } from "./browser/browser-host";
import { createElectronHost } from "./electron/electron-host";
import type { Host } from "./host";

/** Electron's preload script leaves its verbs on the page; without them this is a browser. */
export function selectHost(): Host {
  return window.blockwise ? createElectronHost(window.blockwise) : createBrowserHost();
}
