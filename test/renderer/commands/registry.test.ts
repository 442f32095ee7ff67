import i18next from "i18next";
import { expect, test } from "vitest";
import { commands, commandsInOrder } from "../../../renderer/commands/registry";
import { panels } from "../../../renderer/panels/registry";
import "../../../renderer/text/i18n";

/** As the keyboard sees it: the order of modifiers and the case of letters do not matter. */
function normalised(shortcut: string): string {
  const parts = shortcut.toLowerCase().split("+");
  const key = parts.pop() ?? "";
  // A symbol is typed with Shift on some keyboards and without on others, and works on all of them.
  const modifiers = parts.filter((part) => part !== "shift" || /^([a-z0-9]|\w\w+)$/.test(key));
  return [...modifiers.sort(), key].join("+");
}

/** Combinations that browsers keep for themselves, whatever the page does. */
const RESERVED = ["mod+n", "mod+t", "mod+w", "mod+shift+n", "mod+shift+t", "mod+shift+w"];

test("no two commands share a shortcut", () => {
  const byShortcut = new Map<string, string[]>();
  for (const { id, shortcut } of commands.all) {
    if (!shortcut) continue;
    const key = normalised(shortcut);
    byShortcut.set(key, [...(byShortcut.get(key) ?? []), id]);
  }
  expect([...byShortcut].filter(([, ids]) => ids.length > 1)).toEqual([]);
});

test("no shortcut is one that a browser keeps for itself", () => {
  const taken = commands.all.filter(({ shortcut }) => shortcut && RESERVED.includes(normalised(shortcut)));
  expect(taken.map(({ id }) => id)).toEqual([]);
});

test("every command has its text, and stands in the group that its id names", () => {
  const faulty = commandsInOrder().filter(
    ({ id, group }) => !i18next.exists(`command.${id}`) || id.split(".")[0] !== group,
  );
  expect(faulty.map(({ id }) => id)).toEqual([]);
});

test.each(["command", "keywords"])("every text of a command under %s belongs to one", (area) => {
  const texts = i18next.getResource("en", "translation", area) as Record<string, Record<string, string>>;
  const ids = Object.entries(texts).flatMap(([group, verbs]) =>
    Object.keys(verbs).map((verb) => `${group}.${verb}`),
  );
  expect(ids.filter((id) => !commands.get(id))).toEqual([]);
});

test("every panel has its title, and a command of its own or a tab beside one that has", () => {
  expect(panels.all.filter(({ id }) => !i18next.exists(`panel.${id}`)).map(({ id }) => id)).toEqual([]);
});
