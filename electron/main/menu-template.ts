import type { MenuItemConstructorOptions } from "electron";
import type { Menu, NativeMenuItem } from "../../shared/contracts/ipc";

type TextAction = "undo" | "redo" | "cut" | "copy" | "paste" | "selectAll";

interface MenuActions {
  run(commandId: string): void;
  /** What the key means in a text field. */
  editText(action: TextAction): void;
}

/**
 * Keys that mean something else while a person types. The page sees every key before the menu does and keeps those it
 * handles, so such a key reaches the menu only from a text field.
 */
const TEXT_KEYS: Readonly<Record<string, TextAction>> = {
  "mod+z": "undo",
  "mod+shift+z": "redo",
  "mod+y": "redo",
  "mod+x": "cut",
  "mod+c": "copy",
  "mod+v": "paste",
  "mod+a": "selectAll",
};

/** The native menu: the page's commands, and what every window of the platform has besides. */
export function menuTemplate(
  menus: readonly Menu[],
  platform: NodeJS.Platform,
  actions: MenuActions,
): MenuItemConstructorOptions[] {
  const isMac = platform === "darwin";
  const own = menus.map((menu) => ({
    label: menu.label,
    submenu: [
      ...menu.items.map((item) => menuItem(item, isMac, actions)),
      ...(menu.group === "file" && !isMac ? [{ type: "separator" as const }, { role: "quit" as const }] : []),
      ...(menu.group === "view" ? viewItems() : []),
    ],
  }));
  return isMac ? [{ role: "appMenu" }, ...own, { role: "windowMenu" }] : own;
}

function menuItem(item: NativeMenuItem, isMac: boolean, actions: MenuActions): MenuItemConstructorOptions {
  const textAction = item.shortcut === null ? undefined : TEXT_KEYS[item.shortcut.toLowerCase()];
  return {
    id: item.id,
    label: item.label,
    // A text field may need the key even where the command has nothing to act on.
    enabled: item.enabled || textAction !== undefined,
    ...acceleratorOptions(item.shortcut, isMac),
    click: (_item, _window, event) => {
      if (event.triggeredByAccelerator && textAction) actions.editText(textAction);
      else if (item.enabled) actions.run(item.id);
    },
  };
}

/** A registered plain letter could not be typed any more; the page hears it where it is not typed. */
function acceleratorOptions(shortcut: string | null, isMac: boolean): MenuItemConstructorOptions {
  if (shortcut === null) return {};
  const accelerator = acceleratorOf(shortcut);
  if (/Control|Alt|^(Shift\+)?F\d+$/.test(accelerator)) return { accelerator };
  // A Mac shows no key that it does not register.
  return isMac ? {} : { accelerator, registerAccelerator: false };
}

function viewItems(): MenuItemConstructorOptions[] {
  return [{ type: "separator" }, { role: "togglefullscreen" }, { role: "toggleDevTools" }];
}

const KEY_NAMES: Readonly<Record<string, string>> = {
  mod: "CommandOrControl",
  ctrl: "Control",
  alt: "Alt",
  shift: "Shift",
  escape: "Escape",
  esc: "Escape",
  enter: "Return",
  delete: "Delete",
  backspace: "Backspace",
  space: "Space",
  tab: "Tab",
  arrowup: "Up",
  arrowdown: "Down",
  arrowleft: "Left",
  arrowright: "Right",
  plus: "Plus",
};

/** "mod+shift+z" -> "CommandOrControl+Shift+Z". */
export function acceleratorOf(shortcut: string): string {
  // A trailing plus is the plus key itself.
  const keys = shortcut.endsWith("++") ? [...shortcut.slice(0, -2).split("+"), "plus"] : shortcut.split("+");
  return keys
    .map((key) => key.trim().toLowerCase())
    .map((key) => KEY_NAMES[key] ?? (key.length === 1 ? key.toUpperCase() : capitalise(key)))
    .join("+");
}

function capitalise(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
