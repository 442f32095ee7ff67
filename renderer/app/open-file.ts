import type { OpenedFile } from "../../shared/contracts/files";
import { currentHost } from "../host/current";
import { OPENABLE_ENDINGS, openedFile } from "../host/opened-file";
import { adoptModel } from "./adopt-model";
import { adoptProject } from "./project-files";

/** Asks for a project or a model of another program, and opens it. */
export async function openFile(): Promise<void> {
  const file = await currentHost().openFile();
  if (file) await adoptFile(file);
}

export async function openRecentFile(id: string): Promise<void> {
  await adoptFile(await currentHost().openRecent(id));
}

/** Asks for a file of another program together with those that hold its weights: they may lie anywhere. */
export async function importModel(): Promise<void> {
  const files = await pickFiles();
  if (files.length > 0) await adoptFile(await openedFile(files));
}

/** A file from wherever: a dialog, a drop, the system. What it replaces is asked about first; a bad one changes nothing. */
export function adoptFile(file: OpenedFile): Promise<void> {
  return "bytes" in file ? adoptModel(file) : adoptProject(file);
}

/** An input works alike in Electron and in every browser, and takes several files. */
function pickFiles(): Promise<readonly File[]> {
  return new Promise((resolve) => {
    const input = document.createElement("input");
    input.type = "file";
    input.multiple = true;
    input.accept = OPENABLE_ENDINGS.join();
    input.addEventListener("cancel", () => resolve([]));
    input.addEventListener("change", () => resolve([...(input.files ?? [])]));
    input.click();
  });
}
