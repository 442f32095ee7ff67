import { type BrowserWindow, dialog } from "electron";
import { send } from "./ipc";
import { nativeText } from "./native-text";

const edited = new WeakSet<BrowserWindow>();

export function setEdited(window: BrowserWindow, isEdited: boolean): void {
  if (isEdited) edited.add(window);
  else edited.delete(window);
  window.setDocumentEdited(isEdited);
}

/** Closing a window with unsaved work asks first. Without such work it just closes. */
export function guardUnsavedChanges(window: BrowserWindow): void {
  let asking = false;
  window.on("close", (event) => {
    if (!edited.has(window)) return;
    event.preventDefault();
    if (asking) return;
    asking = true;
    void askAboutChanges(window).finally(() => {
      asking = false;
    });
  });
  // The page cannot hold the window by a `beforeunload` handler: the question above is the one that counts.
  window.webContents.on("will-prevent-unload", (event) => event.preventDefault());
}

async function askAboutChanges(window: BrowserWindow): Promise<void> {
  const { unsaved } = nativeText();
  const { response } = await dialog.showMessageBox(window, {
    type: "warning",
    message: unsaved.message,
    detail: unsaved.detail,
    buttons: [unsaved.save, unsaved.discard, unsaved.cancel],
    defaultId: 0,
    cancelId: 2,
    noLink: true,
  });
  if (response === 0) send(window.webContents, "saveBeforeClose", null);
  else if (response === 1) window.destroy();
}
