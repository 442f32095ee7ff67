import { type HotkeyItem, useHotkeys } from "@mantine/hooks";
import { commands } from "../commands/registry";
import { executeCommand } from "./execute";

const TEXT_FIELDS = ["INPUT", "TEXTAREA", "SELECT"];

/** A symbol such as `/` or `?` is typed with Shift on some keyboards and without on others. */
function variants(shortcut: string): readonly string[] {
  const plain = shortcut.replace(/^shift\+/i, "");
  return /^[^a-z0-9]$/i.test(plain) ? [plain, `shift+${plain}`] : [shortcut];
}

/** A dialog or menu that is open has the keys to itself. */
function isElsewhere({ target }: KeyboardEvent): boolean {
  // A dialog that has just opened may not have taken the focus yet.
  if (document.querySelector('[aria-modal="true"]')) return true;
  return target instanceof Element && target.closest('[role="dialog"], [role="menu"]') !== null;
}

function runUnlessElsewhere(id: string, event: KeyboardEvent): void {
  if (!isElsewhere(event)) executeCommand(id);
}

const items = commands.all.flatMap(({ id, shortcut }) =>
  shortcut
    ? variants(shortcut).map((keys): HotkeyItem => [keys, (event) => runUnlessElsewhere(id, event)])
    : [],
);
const withMod = items.filter(([keys]) => keys.toLowerCase().includes("mod"));
const plain = items.filter(([keys]) => !keys.toLowerCase().includes("mod"));

/** Keys of text fields belong to the field: undo, select all, cut, copy and paste among them. */
const FIELD_KEYS = /^mod\+(shift\+)?[zyaxcv]$/i;
const outsideFields = withMod.filter(([keys]) => FIELD_KEYS.test(keys));
const everywhere = withMod.filter(([keys]) => !FIELD_KEYS.test(keys));

export function Hotkeys() {
  useHotkeys(everywhere, [], true);
  useHotkeys([...outsideFields, ...plain], TEXT_FIELDS);
  return null;
}
