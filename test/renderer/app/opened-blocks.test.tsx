import { cleanNotifications, Notifications, notificationsStore } from "@mantine/notifications";
import { act } from "react";
import { afterEach, beforeEach, expect, test } from "vitest";
import { tellOpenedBlocks } from "../../../renderer/app/opened-blocks";
import { editParam } from "../../../renderer/panels/inspector/edit-node";
import { currentDocument, openProject, redo, undo } from "../../../renderer/state/project";
import { openNetwork } from "../../../shared/networks/registry";
import { type Mounted, mount } from "../mount";
import "../../../renderer/text/i18n";

let mounted: Mounted;
let stop: () => void;

beforeEach(() => {
  openProject(openNetwork("resnet-18"));
  mounted = mount(<Notifications withinPortal={false} transitionDuration={0} />);
  stop = tellOpenedBlocks();
});
afterEach(() => {
  stop();
  act(() => cleanNotifications());
  mounted.unmount();
});

// On screen a notice fades out; in the store it is gone at once.
const told = (): readonly unknown[] => notificationsStore.getState().notifications.map(({ title }) => title);
const edit = (filters: number): void =>
  act(() => editParam(["conv2_x/first/conv1"], "filters", filters, "chosen", "Filters"));

test("an edit inside a block of the catalogue is told once, and can be taken back from there", () => {
  const before = currentDocument();
  edit(32);
  const first = told();
  act(() => mounted.find<HTMLButtonElement>(".mantine-Notification-root button.mantine-Button-root").click());
  expect({ first, back: currentDocument().definitions }).toEqual({
    first: ["Now “Residual unit (changed)”"],
    back: before.definitions,
  });
});

test("what was told is no news again: not by redoing, nor by a further edit", () => {
  edit(32);
  act(undo);
  const undone = told();
  act(redo);
  const redone = told();
  edit(48);
  expect([undone, redone, told()]).toEqual([[], [], []]);
});
