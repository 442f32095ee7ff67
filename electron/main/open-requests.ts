import { resolve } from "node:path";
import { app, dialog, type WebContents } from "electron";
import { errorMessage } from "../../shared/base/assert";
import type { FoundFile } from "../../shared/contracts/ipc";
import { send } from "./ipc";
import { isOpenablePath } from "./model-files";

interface Listener {
  readonly page: WebContents;
  open(path: string): Promise<FoundFile>;
}

const waiting: string[] = [];
let listener: Listener | null = null;

/** Double clicks, drops on the icon and arguments come before there is a page to show them: they wait for it. */
export function setupOpenRequests(): void {
  app.on("open-file", (event, path) => {
    event.preventDefault();
    waiting.push(path);
    void deliver();
  });
  requestOpen(process.argv, process.cwd());
}

export function requestOpen(argv: readonly string[], workingDirectory: string): void {
  waiting.push(...pathsIn(argv, workingDirectory));
  void deliver();
}

/** Of a command line, the files that open; the rest is Electron's and Chromium's. */
export function pathsIn(argv: readonly string[], workingDirectory: string): readonly string[] {
  return argv
    .slice(1)
    .filter((argument) => !argument.startsWith("-") && isOpenablePath(argument))
    .map((argument) => resolve(workingDirectory, argument));
}

/** From now on `page` gets the files, those that wait first; a page that loads anew asks again. */
export async function acceptOpenRequests(page: WebContents, open: Listener["open"]): Promise<void> {
  listener = { page, open };
  await deliver();
}

async function deliver(): Promise<void> {
  if (!listener || listener.page.isDestroyed()) return;
  const { page, open } = listener;
  for (const path of waiting.splice(0)) {
    try {
      send(page, "openFile", await open(path));
    } catch (thrown) {
      dialog.showErrorBox(app.getName(), errorMessage(thrown));
    }
  }
}
