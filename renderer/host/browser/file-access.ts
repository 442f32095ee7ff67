import { UserError } from "../../../shared/base/assert";
import type { OpenedFile, RecentFile, SavedFile, SaveRequest } from "../../../shared/contracts/files";
import { text } from "../../text/i18n";
import { OPENABLE_ENDINGS, openedFile, PROJECT_ENDINGS } from "../opened-file";
import type { HandleStore, StoredHandle } from "./handle-store";
import { isNamed, unlessAborted } from "./unless-aborted";

export interface BrowserFiles {
  open(): Promise<OpenedFile | null>;
  save(request: SaveRequest): Promise<SavedFile | null>;
  recent(): Promise<readonly RecentFile[]>;
  openRecent(id: string): Promise<OpenedFile>;
  forgetRecent(id: string): Promise<void>;
}

const KEPT = 12;

/** Open and save in place, by the File System Access API. Recent files are handles kept across visits. */
export function createFileAccess(store: HandleStore): BrowserFiles {
  async function remember(handle: FileSystemFileHandle): Promise<string> {
    const known = await findSame(await store.all(), handle);
    const id = known?.id ?? crypto.randomUUID();
    await store.put({ id, handle, openedAt: Date.now() });
    const newestFirst = sortedByTime(await store.all());
    await Promise.all(newestFirst.slice(KEPT).map((old) => store.remove(old.id)));
    return id;
  }

  async function read(handles: readonly FileSystemFileHandle[]): Promise<OpenedFile> {
    const files = await Promise.all(handles.map((handle) => handle.getFile()));
    return openedFile(files, (file) => remember(handles[files.indexOf(file)] as FileSystemFileHandle));
  }

  return {
    async open() {
      const options = { types: openTypes(), multiple: true };
      const handles = (await unlessAborted(() => window.showOpenFilePicker(options))) ?? [];
      return handles.length > 0 ? read(handles) : null;
    },
    async save({ handle: id, suggestedName, text: content }) {
      const known = id === null ? undefined : await store.get(id);
      const handle =
        known?.handle ??
        (await unlessAborted(() => window.showSaveFilePicker({ suggestedName, types: projectTypes() })));
      if (!handle) return null;
      await requirePermission(handle, "readwrite");
      await write(handle, content);
      return { handle: await remember(handle), name: handle.name };
    },
    async recent() {
      const location = text("host.thisComputer");
      return sortedByTime(await store.all()).map(({ id, handle, openedAt }) => ({
        id,
        name: handle.name,
        location,
        openedAt,
      }));
    },
    async openRecent(id) {
      const entry = await store.get(id);
      if (!entry)
        throw new UserError("This file is not among the recent ones any more. Open it with the file dialog.");
      await requirePermission(entry.handle, "read");
      try {
        return await read([entry.handle]);
      } catch (thrown) {
        if (!isNamed(thrown, "NotFoundError")) throw thrown;
        throw new UserError(
          `"${entry.handle.name}" is no longer where it was. It was moved or deleted; open it from where it is now.`,
        );
      }
    },
    forgetRecent: (id) => store.remove(id),
  };
}

function projectTypes(): FilePickerAcceptType[] {
  return [{ description: text("host.projectFiles"), accept: { "application/json": [...PROJECT_ENDINGS] } }];
}

/** Models come together with the files of their weights. */
function openTypes(): FilePickerAcceptType[] {
  const endings = OPENABLE_ENDINGS as `.${string}`[];
  return [{ description: text("host.openableFiles"), accept: { "application/octet-stream": endings } }];
}

/** The browser writes to a copy and puts it in place on `close`: a crash leaves the old file whole. */
async function write(handle: FileSystemFileHandle, content: string): Promise<void> {
  const stream = await handle.createWritable();
  try {
    await stream.write(content);
  } catch (thrown) {
    await stream.abort();
    throw thrown;
  }
  await stream.close();
}

async function requirePermission(handle: FileSystemFileHandle, mode: "read" | "readwrite"): Promise<void> {
  if ((await handle.queryPermission({ mode })) === "granted") return;
  if ((await handle.requestPermission({ mode })) === "granted") return;
  const verb = mode === "read" ? "read" : "change";
  throw new UserError(
    `The browser may not ${verb} "${handle.name}". Allow it when the browser asks, or choose another file.`,
  );
}

async function findSame(
  entries: readonly StoredHandle[],
  handle: FileSystemFileHandle,
): Promise<StoredHandle | undefined> {
  for (const entry of entries) {
    if (await entry.handle.isSameEntry(handle)) return entry;
  }
  return undefined;
}

function sortedByTime(entries: readonly StoredHandle[]): readonly StoredHandle[] {
  return [...entries].sort((a, b) => b.openedAt - a.openedAt);
}
