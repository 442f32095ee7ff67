import { act } from "react";
import { afterEach, beforeEach, expect, test } from "vitest";
import { Hotkeys } from "../../../renderer/app/hotkeys";
import { openProject, projectStore } from "../../../renderer/state/project";
import { select } from "../../../renderer/state/session";
import { settingsStore } from "../../../renderer/state/settings";
import { openNetwork } from "../../../shared/networks/registry";
import { type Mounted, mount } from "../mount";
import "../../../renderer/text/i18n";

let mounted: Mounted;

beforeEach(() => {
  openProject(openNetwork("alexnet"));
  settingsStore.setState({ left: "palette" });
  mounted = mount(
    <>
      <Hotkeys />
      <input />
      <button type="button">Aside</button>
    </>,
  );
});
afterEach(() => mounted.unmount());

const nodes = (): number => projectStore.getState().analysis.order.length;
const press = async (selector: string, key: string, modifiers: KeyboardEventInit = {}): Promise<void> => {
  await act(async () => mounted.press(mounted.find(selector), key, modifiers));
};

test("a key runs its command, and in a text field it is only text", async () => {
  const before = nodes();
  select(["softmax"]);
  await press("input", "Delete");
  const inField = nodes();
  await press("button", "Delete");
  expect([inField, nodes()]).toEqual([before, before - 1]);
});

test("keys with Ctrl work in text fields too, except those that edit text", async () => {
  select(["softmax"]);
  await press("button", "Delete");
  const after = nodes();
  await press("input", "b", { ctrlKey: true });
  await press("input", "z", { ctrlKey: true });
  expect([settingsStore.getState().left, nodes()]).toEqual([null, after]);
});

test("an open dialog keeps the keys to itself", async () => {
  const dialog = document.createElement("div");
  dialog.setAttribute("aria-modal", "true");
  document.body.append(dialog);
  const before = nodes();
  select(["softmax"]);
  await press("button", "Delete");
  dialog.remove();
  expect(nodes()).toBe(before);
});
