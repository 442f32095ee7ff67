import { act } from "react";
import { afterEach, expect, test } from "vitest";
import { DrawerStrip } from "../../../renderer/app/drawer-strip";
import { panelsIn } from "../../../renderer/panels/registry";
import { changeSettings, settingsStore } from "../../../renderer/state/settings";
import { type Mounted, mount } from "../mount";
import "../../../renderer/text/i18n";

let mounted: Mounted;
afterEach(() => mounted.unmount());

test("the closed drawer names all that it holds, and each name opens it there", () => {
  mounted = mount(<DrawerStrip />);
  const opened = mounted.findAll<HTMLButtonElement>("button").map((button) => {
    changeSettings({ drawer: null });
    act(() => button.click());
    return settingsStore.getState().drawer;
  });
  expect(opened).toEqual(panelsIn("drawer").map(({ id }) => id));
});
