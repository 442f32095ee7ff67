import type { MenuItemConstructorOptions } from "electron";
import { describe, expect, it, vi } from "vitest";
import { acceleratorOf, menuTemplate } from "../../../electron/main/menu-template";
import type { Menu } from "../../../shared/contracts/ipc";

const MENUS: readonly Menu[] = [
  {
    group: "file",
    label: "File",
    items: [{ id: "file.open", label: "Open…", shortcut: "mod+O", enabled: true }],
  },
  {
    group: "edit",
    label: "Edit",
    items: [
      { id: "edit.copy", label: "Copy", shortcut: "mod+C", enabled: false },
      { id: "edit.group", label: "Group into a block", shortcut: null, enabled: false },
    ],
  },
];

function actions() {
  return { run: vi.fn(), editText: vi.fn() };
}

function outline(template: readonly MenuItemConstructorOptions[]): unknown {
  return template.map(
    (item) =>
      item.role ??
      item.type ??
      (Array.isArray(item.submenu) ? { [`${item.label}`]: outline(item.submenu) } : item.label),
  );
}

function itemOf(template: readonly MenuItemConstructorOptions[], id: string): MenuItemConstructorOptions {
  const items = template.flatMap((menu) => (Array.isArray(menu.submenu) ? menu.submenu : []));
  const found = items.find((item) => item.id === id);
  if (!found) throw new Error(`No item ${id}`);
  return found;
}

/** Electron passes the item and the window, too; ours looks at the event alone. */
function click(item: MenuItemConstructorOptions, event: { triggeredByAccelerator?: boolean } = {}): void {
  item.click?.(undefined as never, undefined, event as never);
}

describe("the native menu", () => {
  it("shows the commands, with quit under file, on Linux and Windows", () => {
    expect(outline(menuTemplate(MENUS, "linux", actions()))).toEqual([
      { File: ["Open…", "separator", "quit"] },
      { Edit: ["Copy", "Group into a block"] },
    ]);
  });

  it("stands between the app's and the window's menus on a Mac", () => {
    expect(outline(menuTemplate(MENUS, "darwin", actions()))).toEqual([
      "appMenu",
      { File: ["Open…"] },
      { Edit: ["Copy", "Group into a block"] },
      "windowMenu",
    ]);
  });

  it("runs the command that was clicked", () => {
    const calls = actions();
    click(itemOf(menuTemplate(MENUS, "linux", calls), "file.open"));
    expect(calls.run.mock.calls).toEqual([["file.open"]]);
  });

  it("copies text when the key for copying was pressed in a text field", () => {
    const calls = actions();
    click(itemOf(menuTemplate(MENUS, "darwin", calls), "edit.copy"), { triggeredByAccelerator: true });
    expect([calls.editText.mock.calls, calls.run.mock.calls]).toEqual([[["copy"]], []]);
  });

  it("runs no command that is disabled", () => {
    const calls = actions();
    const template = menuTemplate(MENUS, "linux", calls);
    click(itemOf(template, "edit.copy"));
    expect([itemOf(template, "edit.group").enabled, calls.run.mock.calls]).toEqual([false, []]);
  });
});

it.each([
  ["linux" as const, "F", { accelerator: "F", registerAccelerator: false }],
  ["linux" as const, "shift+ArrowLeft", { accelerator: "Shift+Left", registerAccelerator: false }],
  ["darwin" as const, "F", {}],
  ["darwin" as const, "mod+S", { accelerator: "CommandOrControl+S" }],
  ["win32" as const, "F11", { accelerator: "F11" }],
])("on %s the key %s can still be typed", (platform, shortcut, options) => {
  const item = { id: "view.fit", label: "Fit", shortcut, enabled: true };
  const { accelerator, registerAccelerator } = itemOf(
    menuTemplate([{ group: "view", label: "View", items: [item] }], platform, actions()),
    "view.fit",
  );
  expect({ accelerator, registerAccelerator }).toEqual({
    accelerator: undefined,
    registerAccelerator: undefined,
    ...options,
  });
});

it.each([
  ["mod+shift+z", "CommandOrControl+Shift+Z"],
  ["F", "F"],
  ["?", "?"],
  ["/", "/"],
  ["mod++", "CommandOrControl+Plus"],
  ["shift+arrowLeft", "Shift+Left"],
  ["f11", "F11"],
  ["Delete", "Delete"],
])("the shortcut %s is the accelerator %s", (shortcut, accelerator) => {
  expect(acceleratorOf(shortcut)).toBe(accelerator);
});
