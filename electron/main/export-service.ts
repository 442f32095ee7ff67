import { randomUUID } from "node:crypto";
import { type FileHandle, open, rename, rm } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { app, BrowserWindow, dialog, type WebContents } from "electron";
import * as z from "zod";
import { errorMessage, UserError } from "../../shared/base/assert";
import type { TargetRequest } from "../../shared/contracts/files";
import type { ExportService } from "../../shared/contracts/ipc";
import { type Guards, serve } from "./ipc";

const ID = z.uuid();
const NAME = z.string().min(1).max(255);
/** The engine's pieces are a quarter of it. */
const MOST_BYTES = 16 * 1024 * 1024;

const GUARDS: Guards<ExportService> = {
  choose: z.tuple([
    z.strictObject({
      suggestedName: NAME,
      title: NAME,
      extension: z.string().regex(/^[a-z0-9]{1,16}$/),
      mediaType: NAME,
      several: z.boolean(),
    }),
  ]),
  begin: z.tuple([ID, NAME]),
  write: z.tuple([ID, z.instanceof(Uint8Array).refine(({ byteLength }) => byteLength <= MOST_BYTES)]),
  finish: z.tuple([ID]),
  abort: z.tuple([ID]),
};

interface Target {
  readonly path: string;
  readonly isFolder: boolean;
}

interface Draft {
  readonly path: string;
  readonly draft: string;
  readonly file: FileHandle;
}

/** The page writes where a person chose in a dialog, each file under a name of its own until it is whole. */
export function setupExportService(): void {
  const targets = new Map<string, Target>();
  const drafts = new Map<string, Draft>();

  serve("exports", GUARDS, (sender) => ({
    async choose(request) {
      const target = await askWhere(sender, request);
      if (!target) return null;
      const id = randomUUID();
      targets.set(id, target);
      return { id, name: basename(target.path) };
    },
    async begin(target, name) {
      const path = pathIn(known(targets, target), name);
      const id = randomUUID();
      const draft = join(dirname(path), `.${basename(path)}.${id}.tmp`);
      drafts.set(id, { path, draft, file: await orExplain(path, open(draft, "wx")) });
      // A page that goes away leaves nothing half written.
      sender.once("destroyed", () => void drop(id));
      return id;
    },
    async write(id, bytes) {
      const { path, file } = known(drafts, id);
      await orExplain(path, file.writeFile(bytes));
    },
    async finish(id) {
      const { path, draft, file } = known(drafts, id);
      await orExplain(path, file.sync());
      await file.close();
      await orExplain(path, rename(draft, path));
      drafts.delete(id);
    },
    abort: drop,
  }));

  async function drop(id: string): Promise<void> {
    const found = drafts.get(id);
    if (!found) return;
    drafts.delete(id);
    await found.file.close().catch(() => undefined);
    await rm(found.draft, { force: true });
  }
}

function known<T>(map: ReadonlyMap<string, T>, id: string): T {
  const found = map.get(id);
  if (found === undefined) throw new UserError("This file is not being written any more. Export it again.");
  return found;
}

/** In a folder the page says the name, which is a name and never a path. */
function pathIn({ path, isFolder }: Target, name: string): string {
  if (!isFolder) return path;
  if (name !== basename(name) || /^\.|[\\:\p{Cc}]/u.test(name)) {
    throw new UserError(`"${name}" cannot be the name of a file. Call the network otherwise.`);
  }
  return join(path, name);
}

async function askWhere(sender: WebContents, request: TargetRequest): Promise<Target | null> {
  const parent = BrowserWindow.fromWebContents(sender);
  if (request.several) {
    const options = { properties: ["openDirectory" as const, "createDirectory" as const] };
    const { canceled, filePaths } = await (parent
      ? dialog.showOpenDialog(parent, options)
      : dialog.showOpenDialog(options));
    const [path] = filePaths;
    return canceled || !path ? null : { path, isFolder: true };
  }
  const name = request.suggestedName.replace(/[/\\:*?"<>|\p{Cc}]/gu, "-").replace(/^\.+/, "");
  const options = {
    defaultPath: join(app.getPath("documents"), name),
    filters: [{ name: request.title, extensions: [request.extension] }],
  };
  const { canceled, filePath } = await (parent
    ? dialog.showSaveDialog(parent, options)
    : dialog.showSaveDialog(options));
  return canceled || !filePath ? null : { path: filePath, isFolder: false };
}

async function orExplain<T>(path: string, work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (thrown) {
    throw new UserError(
      `"${basename(path)}" could not be written: ${errorMessage(thrown)}. Choose another place for it.`,
    );
  }
}
