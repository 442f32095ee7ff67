import { join } from "node:path";
import { app } from "electron";

/** `getAppPath` is the folder of package.json, in a checkout as in the packaged archive. */
function inApp(path: string): string {
  return join(app.getAppPath(), path);
}

export function rendererRoot(): string {
  return inApp("dist/renderer");
}

export function preloadScript(): string {
  return inApp("dist/preload/preload.cjs");
}

export function windowIcon(): string {
  return inApp("assets/icon.png");
}

export function recentFilesPath(): string {
  return join(app.getPath("userData"), "recent-files.json");
}
