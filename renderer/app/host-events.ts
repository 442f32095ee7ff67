import type { MenuItem } from "../../shared/contracts/files";
import { commandsInOrder } from "../commands/registry";
import type { Host } from "../host/host";
import { text } from "../text/i18n";
import { reportError } from "./errors";
import { executeCommand } from "./execute";
import { adoptFile } from "./open-file";
import { saveProject } from "./project-files";
import { subscribeToState } from "./use-command";

/** Connects the window to what it runs in: native menus, files from the system, closing. Returns how to let go. */
export function attachHost(host: Host): () => void {
  const stops = [
    host.onCommand(executeCommand),
    host.onOpenFile((file) => void adoptFile(file).catch(reportError)),
    host.onSaveBeforeClose(() =>
      saveProject({ askWhere: false }).catch((thrown: unknown) => {
        reportError(thrown);
        return false;
      }),
    ),
    ...(host.kind === "electron" ? [keepMenu(host)] : []),
  ];
  return () => {
    for (const stop of stops) stop();
  };
}

/** The native menu follows the commands, but is only told when something it shows has changed. */
function keepMenu(host: Host): () => void {
  let shown = "";
  let due = false;
  const update = (): void => {
    due = false;
    const items = menuItems();
    const key = JSON.stringify(items);
    if (key === shown) return;
    shown = key;
    host.updateMenu(items);
  };
  update();
  return subscribeToState(() => {
    if (due) return;
    due = true;
    // One message for however many stores an edit touches.
    queueMicrotask(update);
  });
}

function menuItems(): readonly MenuItem[] {
  return commandsInOrder().map(({ id, group, shortcut, enabled }) => ({
    id,
    group,
    label: text(`command.${id}`),
    shortcut: shortcut ?? null,
    enabled: enabled?.() ?? true,
  }));
}
