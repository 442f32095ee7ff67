import { basename } from "node:path";
import { app, type WebContents } from "electron";
import * as z from "zod";
import { UserError } from "../../shared/base/assert";
import type { SavedFile, SaveRequest } from "../../shared/contracts/files";
import type { FileService, FoundFile } from "../../shared/contracts/ipc";
import { askWhatToOpen, askWhereToSave } from "./file-dialogs";
import { type Guards, serve } from "./ipc";
import { createModelFiles, isModelFile, isModelText, type ModelFiles } from "./model-files";
import { acceptOpenRequests } from "./open-requests";
import { recentFilesPath } from "./paths";
import { PROJECT_EXTENSIONS, readProject, writeProject } from "./project-files";
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
  readModel: z.tuple([z.uuid(), z.int().min(0), z.int().min(0)]),
  readBeside: z.tuple([z.uuid(), z.string().min(1).max(255)]),
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
    readModel: (place, begin, end) => files.models.read(place, begin, end),
    readBeside: (place, name) => files.models.readBeside(place, name),
    acceptOpenRequests: async () => acceptOpenRequests(sender, (path) => files.openPath(path)),
  }));
}

interface FileAccess {
  readonly recent: RecentFiles;
  readonly models: ModelFiles;
  open(sender: WebContents): Promise<FoundFile | null>;
  save(sender: WebContents, request: SaveRequest): Promise<SavedFile | null>;
  openRecent(path: string): Promise<FoundFile>;
  /** Only for paths that the system or a dialog gave, never for one that the page sent. */
  openPath(path: string): Promise<FoundFile>;
}

/** The page can read and write what a person chose, in this session or an earlier one, and no other file. */
function createFileAccess(recent: RecentFiles): FileAccess {
  const models = createModelFiles();
  const chosen = new Set<string>();

  async function remember(path: string): Promise<void> {
    chosen.add(path);
    app.addRecentDocument(path);
    await recent.add(path, Date.now());
  }

  async function openPath(path: string): Promise<FoundFile> {
    const file = await ((await isModelFile(path)) ? models.find(path) : readProject(path));
    await remember(path);
    return file;
  }

  async function isChosen(path: string): Promise<boolean> {
    return chosen.has(path) || (await recent.has(path));
  }

  return {
    recent,
    models,
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
      if (isModelText(path, text)) throw new UserError(noProject(path));
      await writeProject(path, text);
      await remember(path);
      return { handle: path, name: basename(path) };
    },
    async openRecent(path) {
      if (await recent.has(path)) return openPath(path);
      throw new UserError(`"${basename(path)}" is not among the recent files. Open it with the file dialog.`);
    },
  };
}

/** Whoever writes models could have files beside them read. */
function noProject(path: string): string {
  return `"${basename(path)}" would be a model of another program, and projects are expected. Save it with the ending .${PROJECT_EXTENSIONS[0]}.`;
}
