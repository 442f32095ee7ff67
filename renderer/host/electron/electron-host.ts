import type { MenuItem } from "../../../shared/contracts/files";
import type { Bridge, FoundFile, HostEvents, Menu, NativeText, Reply } from "../../../shared/contracts/ipc";
import { text } from "../../text/i18n";
import type { Host } from "../host";
import { startElectronEngine } from "./electron-engine";
import { openedFrom } from "./electron-files";
import { chooseElectronTarget } from "./electron-target";
import { answerOf } from "./reply";

declare global {
  interface Window {
    /** Only in Electron. */
    readonly blockwise?: Bridge;
  }
}

export function createElectronHost(bridge: Bridge): Host {
  const { files } = bridge;
  const listen = <E extends keyof HostEvents>(event: E, listener: (payload: HostEvents[E]) => void) =>
    bridge.on(event, listener);
  const opened = (found: FoundFile) => openedFrom(files, found);
  report(bridge.window.setText(nativeText()));
  return {
    kind: "electron",
    async openFile() {
      const found = await answerOf(files.open());
      return found && opened(found);
    },
    saveFile: (request) => answerOf(files.save(request)),
    chooseTarget: (request) => chooseElectronTarget(bridge, request),
    recentFiles: () => answerOf(files.recent()),
    openRecent: async (id) => opened(await answerOf(files.openRecent(id))),
    readBeside: (place, name) => answerOf(files.readBeside(place, name)),
    forgetRecent: (id) => answerOf(files.forgetRecent(id)),
    setTitle: (title, edited) => report(bridge.window.setTitle(title, edited)),
    onCommand: (listener) => listen("command", listener),
    onOpenFile(listener) {
      const stop = listen("openFile", (found) => listener(opened(found)));
      report(files.acceptOpenRequests());
      return stop;
    },
    onSaveBeforeClose: (save) =>
      listen("saveBeforeClose", () => {
        // A save that failed has told the person why; the window stays open.
        void save().then(
          (saved) => report(bridge.window.finishClose(saved)),
          () => report(bridge.window.finishClose(false)),
        );
      }),
    updateMenu: (items) => report(bridge.menu.show(menusOf(items))),
    startEngine: (onExit) => startElectronEngine(bridge, onExit),
  };
}

/** For calls whose failure nobody can act on. */
function report(reply: Promise<Reply<void>>): void {
  answerOf(reply).catch((error: unknown) => console.error(error));
}

function menusOf(items: readonly MenuItem[]): readonly Menu[] {
  const groups = [...new Set(items.map((item) => item.group))];
  return groups.map((group) => ({
    group,
    label: text(`host.menu.${group}`),
    items: items
      .filter((item) => item.group === group)
      .map(({ id, label, shortcut, enabled }) => ({ id, label, shortcut, enabled })),
  }));
}

function nativeText(): NativeText {
  return {
    projectFiles: text("host.projectFiles"),
    openableFiles: text("host.openableFiles"),
    unsaved: {
      message: text("host.unsaved.message"),
      detail: text("host.unsaved.detail"),
      save: text("host.unsaved.save"),
      discard: text("host.unsaved.discard"),
      cancel: text("host.unsaved.cancel"),
    },
  };
}
