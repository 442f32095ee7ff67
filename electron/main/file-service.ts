import { existsSync } from "node:fs";
import { basename, join } from "node:path";
import { app, BrowserWindow, dialog, type FileFilter, type WebContents } from "electron";
import * as z from "zod";
import { UserError } from "../../shared/base/assert";
import type { OpenedFile, SavedFile, SaveRequest } from "../../shared/contracts/files";
import type { FileService } from "../../shared/contracts/ipc";
import { type Guards, serve } from "./ipc";
import { isModelFile, MODEL_TYPES, readBeside, readModel } from "./model-files";
import { nativeText } from "./native-text";
import { acceptOpenRequests } from "./open-requests";
import { recentFilesPath } from "./paths";
import { isProjectPath, PROJECT_EXTENSIONS, readProject, writeProject } from "./project-files";
import { createRecentFiles, type RecentFiles } from "./recent-files";

const PATH = z.string().min(1).max(4096);
const MAX_TEXT = 64 * 1024 * 1024;

const FILE_GUARDS: Guards<FileService> = {
  open: z.tuple([]),
  save: z.tuple([
    z.strictObject({
      handle: PATH.nullable(),
      suggestedName: z.string().max(255),
      text: z.string().max(MAX_TEXT),
    }),
  ]),
  recent: z.tuple([]),
  openRecent: z.tuple([PATH]),
  forgetRecent: z.tuple([PATH]),
  readBeside: z.tuple([PATH, z.string().min(1).max(255)]),
  acceptOpenRequests: z.tuple([]),
};

export function setupFileService(): void {
  const files = createFileAccess(createRecentFiles(recentFilesPath()));
  serve("files", FILE_GUARDS, (sender) => ({
    open: () => files.open(sender),
    save: (request) => files.save(sender, request),
    recent: () => files.recent.list(),
    openRecent: (id) => files.openRecent(id),
    forgetRecent: (id) => files.recent.forget(id),
    readBeside: (place, name) => files.readBeside(place, name),
    acceptOpenRequests: async () => acceptOpenRequests(sender, (path) => files.openPath(path)),
  }));
}

interface FileAccess {
  readonly recent: RecentFiles;
  open(sender: WebContents): Promise<OpenedFile | null>;
  save(sender: WebContents, request: SaveRequest): Promise<SavedFile | null>;
  openRecent(path: string): Promise<OpenedFile>;
  readBeside(model: string, name: string): Promise<ArrayBuffer>;
  /** Only for paths that the system or a dialog gave, never for one that the page sent. */
  openPath(path: string): Promise<OpenedFile>;
}

/** The page can read and write what a person chose, in this session or an earlier one, and no other file. */
function createFileAccess(recent: RecentFiles): FileAccess {
  const chosen = new Set<string>();

  async function remember(path: string): Promise<void> {
    chosen.add(path);
    app.addRecentDocument(path);
    await recent.add(path, Date.now());
  }

  async function openPath(path: string): Promise<OpenedFile> {
    const file = await ((await isModelFile(path)) ? readModel(path) : readProject(path));
    await remember(path);
    return file;
  }

  async function isChosen(path: string): Promise<boolean> {
    return chosen.has(path) || (await recent.has(path));
  }

  return {
    recent,
    openPath,
    async open(sender) {
      const path = await askWhatToOpen(sender);
      return path === null ? null : openPath(path);
    },
    async save(sender, { handle, suggestedName, text }) {
      // A model may be read, and is never written over.
      const known = handle !== null && (await isChosen(handle)) && !(await isModelFile(handle));
      const path = known ? handle : await askWhereToSave(sender, suggestedName);
      if (path === null) return null;
      await writeProject(path, text);
      await remember(path);
      return { handle: path, name: basename(path) };
    },
    async openRecent(path) {
      if (await recent.has(path)) return openPath(path);
      throw new UserError(`"${basename(path)}" is not among the recent files. Open it with the file dialog.`);
    },
    async readBeside(model, name) {
      if (await isChosen(model)) return readBeside(model, name);
      throw new UserError(`"${basename(model)}" is not open. Open it with the file dialog.`);
    },
  };
}

function projectFilter(): FileFilter {
  return { name: nativeText().projectFiles, extensions: [...PROJECT_EXTENSIONS] };
}

/** All that opens in one list, then each kind by itself. */
function openFilters(): FileFilter[] {
  const kinds = [projectFilter(), ...MODEL_TYPES];
  const extensions = [...new Set(kinds.flatMap((kind) => kind.extensions))];
  return [{ name: nativeText().openableFiles, extensions }, ...kinds];
}

async function askWhatToOpen(sender: WebContents): Promise<string | null> {
  const options = { filters: openFilters(), properties: ["openFile" as const] };
  const parent = BrowserWindow.fromWebContents(sender);
  const { canceled, filePaths } = await (parent
    ? dialog.showOpenDialog(parent, options)
    : dialog.showOpenDialog(options));
  return canceled ? null : (filePaths[0] ?? null);
}

async function askWhereToSave(sender: WebContents, suggestedName: string): Promise<string | null> {
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
