import { BrowserWindow, type WebContents } from "electron";
import * as z from "zod";
import type { WindowService } from "../../shared/contracts/ipc";
import { type Guards, serve } from "./ipc";
import { setNativeText } from "./native-text";
import { setEdited } from "./unsaved-changes";

const LABEL = z.string().min(1).max(500);

const WINDOW_GUARDS: Guards<WindowService> = {
  setTitle: z.tuple([z.string().max(500), z.boolean()]),
  setText: z.tuple([
    z.strictObject({
      projectFiles: LABEL,
      openableFiles: LABEL,
      unsaved: z.strictObject({
        message: LABEL,
        detail: LABEL,
        save: LABEL,
        discard: LABEL,
        cancel: LABEL,
      }),
    }),
  ]),
  finishClose: z.tuple([z.boolean()]),
};

export function setupWindowService(): void {
  serve("window", WINDOW_GUARDS, windowServiceFor);
}

function windowServiceFor(sender: WebContents): WindowService {
  const window = BrowserWindow.fromWebContents(sender);
  return {
    async setTitle(title, edited) {
      window?.setTitle(title);
      if (window) setEdited(window, edited);
    },
    async setText(text) {
      setNativeText(text);
    },
    async finishClose(saved) {
      if (saved) window?.destroy();
    },
  };
}
