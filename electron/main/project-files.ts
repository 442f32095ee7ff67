import { randomUUID } from "node:crypto";
import { open, readFile, realpath, rename, rm, stat } from "node:fs/promises";
import { basename, dirname, extname, join } from "node:path";
import { errorMessage, UserError } from "../../shared/base/assert";
import type { OpenedProject } from "../../shared/contracts/files";

/** The first is ours; JSON is what it is, so both open. */
export const PROJECT_EXTENSIONS = ["blockwise", "json"] as const;

/** The largest networks of the catalogue take some hundred KiB: anything near this is another kind of file. */
const MAX_PROJECT_BYTES = 64 * 1024 * 1024;

export function isProjectPath(path: string): boolean {
  return (PROJECT_EXTENSIONS as readonly string[]).includes(extname(path).slice(1).toLowerCase());
}

export async function readProject(path: string): Promise<OpenedProject> {
  const name = basename(path);
  try {
    const { size } = await stat(path);
    if (size > MAX_PROJECT_BYTES) {
      throw new UserError(
        `"${name}" is too large for a project: at most 64 MiB were expected. Choose another file.`,
      );
    }
    return { handle: path, name, text: await readFile(path, "utf8") };
  } catch (thrown) {
    throw thrown instanceof UserError ? thrown : new UserError(readFailure(path, thrown));
  }
}

export function readFailure(path: string, thrown: unknown): string {
  if (isNodeError(thrown) && thrown.code === "ENOENT") {
    return `"${basename(path)}" is no longer in ${dirname(path)}. It was moved or deleted; open it from where it is now.`;
  }
  return `"${basename(path)}" could not be read: ${errorMessage(thrown)}. Check that you may read it.`;
}

/** Whoever reads the file meanwhile, or after a crash, finds the old text or the new one, never half of it. */
export async function writeProject(path: string, text: string): Promise<void> {
  // A link stays a link: the file it leads to is replaced.
  const target = await realpath(path).catch(() => path);
  const draft = join(dirname(target), `.${basename(target)}.${randomUUID()}.tmp`);
  try {
    const mode = await stat(target).then(
      (found) => found.mode & 0o777,
      () => 0o666,
    );
    const file = await open(draft, "wx", mode);
    try {
      await file.writeFile(text, "utf8");
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(draft, target);
  } catch (thrown) {
    await rm(draft, { force: true });
    throw new UserError(
      `"${basename(path)}" could not be saved: ${errorMessage(thrown)}. Your work is still open; save it to another place.`,
    );
  }
}

function isNodeError(thrown: unknown): thrown is NodeJS.ErrnoException {
  return thrown instanceof Error && "code" in thrown;
}
