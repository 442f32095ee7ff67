import type { FileHandleId, OpenedProject } from "../../shared/contracts/files";
import { parseProject } from "../../shared/formats/project/parse";
import { serializeProject } from "../../shared/formats/project/serialize";
import { type Document, emptyDocument } from "../../shared/graph/document";
import { openNetwork } from "../../shared/networks/registry";
import type { AutosaveEntry, EarlierEntry } from "../host/autosave-entries";
import { currentHost } from "../host/current";
import {
  closeProject,
  currentDocument,
  hideProject,
  isEdited,
  markSaved,
  markUnsaved,
  openProject,
  projectStore,
} from "../state/project";
import { resetSession } from "../state/session";
import { text } from "../text/i18n";
import { announce } from "./announcer";
import { autosave } from "./autosaving";
import { ask } from "./dialogs";
import { tellFaults } from "./file-faults";
import { tellWeightsApart } from "./weights-notice";

const EXTENSION = ".blockwise.json";

export async function newProject(): Promise<void> {
  if (await mayLeave()) begin(emptyDocument(text("files.untitled")), null);
}

/** A network of the catalogue as a new, unsaved document. */
export async function openNetworkFromCatalogue(id: string): Promise<void> {
  if (await mayLeave()) begin(openNetwork(id), null);
}

/** To the start screen, to look around: the project stays, and is only asked about when another takes its place. */
export function goHome(): void {
  hideProject();
}

/** Closes the project for good. */
export async function leaveProject(): Promise<void> {
  if (!(await mayLeave())) return;
  resetSession();
  closeProject();
}

/** What it replaces is asked about first; a bad one changes nothing. */
export async function adoptProject({ text: content, name, handle }: OpenedProject): Promise<void> {
  const document = readProject(content, name);
  if (document && (await mayLeave())) begin(document, handle);
}

/** A network that was read from another program's file: a new, unsaved document. Whether it was taken. */
export async function adoptNetwork(document: Document): Promise<boolean> {
  if (!(await mayLeave())) return false;
  begin(document, null);
  markUnsaved();
  return true;
}

/** A document as autosave kept it: unsaved still, and bound to the file it came from. */
export async function restoreProject(entry: AutosaveEntry | EarlierEntry): Promise<void> {
  const { text: content, name, handle } = entry;
  const document = readProject(content, name);
  if (!document || !(await mayLeave())) return;
  await autosave.takeUp(entry);
  resetSession();
  openProject(document, { handle });
  markUnsaved();
}

/** Whether the document is now saved. */
export async function saveProject(options: { askWhere: boolean }): Promise<boolean> {
  const document = currentDocument();
  const { handle } = projectStore.getState();
  const saved = await currentHost().saveFile({
    handle: options.askWhere ? null : handle,
    suggestedName: `${document.name}${EXTENSION}`,
    text: serializeProject(document),
  });
  if (!saved) return false;
  markSaved(document, saved.handle);
  if (!isEdited(projectStore.getState())) await autosave.discard();
  announce(text("files.saved", { name: saved.name }));
  tellWeightsApart(document);
  return true;
}

/** The document of a project file's text; null after telling all that is wrong with it. */
function readProject(content: string, name: string): Document | null {
  const parsed = parseProject(content);
  if (parsed.ok) return parsed.value;
  tellFaults(text("files.unreadable", { name }), parsed.error.faults);
  return null;
}

function begin(document: Document, handle: FileHandleId | null): void {
  resetSession();
  openProject(document, { handle });
  announce(text("files.opened", { name: document.name }));
}

type Answer = "save" | "discard" | "cancel";

/** Whether the open document may be replaced: it is saved, was saved just now, or is not wanted. */
async function mayLeave(): Promise<boolean> {
  const state = projectStore.getState();
  if (!isEdited(state)) return true;
  const answer = await ask<Answer>({
    title: text("host.unsaved.message"),
    message: text("files.unsaved", { name: state.history.present.name }),
    choices: [
      { value: "cancel", label: text("host.unsaved.cancel") },
      { value: "discard", label: text("host.unsaved.discard"), kind: "danger" },
      { value: "save", label: text("host.unsaved.save"), kind: "primary" },
    ],
  });
  if (answer === "save") return saveProject({ askWhere: false });
  if (answer === "discard") await autosave.discard();
  return answer === "discard";
}
