import { existsSync } from "node:fs";
import { join } from "node:path";
import { app, BrowserWindow, dialog, type FileFilter, type WebContents } from "electron";
import { MODEL_TYPES } from "./model-files";
import { nativeText } from "./native-text";
import { isProjectPath, PROJECT_EXTENSIONS } from "./project-files";

function projectFilter(): FileFilter {
  return { name: nativeText().projectFiles, extensions: [...PROJECT_EXTENSIONS] };
}

/** All that opens in one list, then each kind by itself. */
function openFilters(): FileFilter[] {
  const kinds = [projectFilter(), ...MODEL_TYPES];
  const extensions = [...new Set(kinds.flatMap((kind) => kind.extensions))];
  return [{ name: nativeText().openableFiles, extensions }, ...kinds];
}

/** The path that the person chose, or null. */
export async function askWhatToOpen(sender: WebContents): Promise<string | null> {
  const options = { filters: openFilters(), properties: ["openFile" as const] };
  const parent = BrowserWindow.fromWebContents(sender);
  const { canceled, filePaths } = await (parent
    ? dialog.showOpenDialog(parent, options)
    : dialog.showOpenDialog(options));
  return canceled ? null : (filePaths[0] ?? null);
}

/** The path that the person chose, with an ending of ours, or null. */
export async function askWhereToSave(sender: WebContents, suggestedName: string): Promise<string | null> {
  const options = {
    defaultPath: join(app.getPath("documents"), safeFileName(suggestedName)),
    filters: [projectFilter()],
  };
  const parent = BrowserWindow.fromWebContents(sender);
  const { canceled, filePath } = await (parent
    ? dialog.showSaveDialog(parent, options)
    : dialog.showSaveDialog(options));
  if (canceled || !filePath) return null;
  return withExtension(filePath);
}

/** Some systems' dialogs add no extension. The person was not asked about a file of the longer name: it is never replaced. */
function withExtension(path: string): string {
  const extended = `${path}.${PROJECT_EXTENSIONS[0]}`;
  return isProjectPath(path) || existsSync(extended) ? path : extended;
}

/** A name the page suggests is a name, never a path. */
export function safeFileName(suggested: string): string {
  const name = suggested
    .replace(/[/\\:*?"<>|\p{Cc}]/gu, "-")
    .replace(/^\.+/, "")
    .trim();
  const stem = name === "" ? "network" : name;
  // "Inception v1.5" has a dot and no extension.
  return isProjectPath(stem) ? stem : `${stem}.${PROJECT_EXTENSIONS[0]}`;
}
