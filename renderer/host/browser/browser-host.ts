import { UserError } from "../../../shared/base/assert";
import { text } from "../../text/i18n";
import type { Host } from "../host";
import { startBrowserEngine } from "./browser-engine";
import { createDownloadUpload } from "./download-upload";
import { createFileAccess } from "./file-access";
import { createHandleStore } from "./handle-store";
import { chooseTarget, downloadTarget } from "./write-target";

export function createBrowserHost(): Host {
  const files =
    "showOpenFilePicker" in window ? createFileAccess(createHandleStore()) : createDownloadUpload();
  return {
    kind: "browser",
    openFile: () => files.open(),
    saveFile: (request) => files.save(request),
    chooseTarget: "showSaveFilePicker" in window ? chooseTarget : downloadTarget,
    recentFiles: () => files.recent(),
    openRecent: (id) => files.openRecent(id),
    readBeside: (_, name) => Promise.reject(new UserError(text("files.weightsApart", { name }))),
    forgetRecent: (id) => files.forgetRecent(id),
    setTitle(title, edited) {
      document.title = title;
      if (edited) window.addEventListener("beforeunload", askBeforeLeaving);
      else window.removeEventListener("beforeunload", askBeforeLeaving);
    },
    onCommand: neverHappens,
    onOpenFile: neverHappens,
    onSaveBeforeClose: neverHappens,
    updateMenu: () => undefined,
    startEngine: async (onExit) => startBrowserEngine(onExit),
  };
}

/** Browsers ask in words of their own whether to leave. */
function askBeforeLeaving(event: BeforeUnloadEvent): void {
  event.preventDefault();
}

/** For what only a native menu or the system's files could bring. */
function neverHappens(): () => void {
  return () => undefined;
}
