import { act } from "react";
import { afterEach, expect, test } from "vitest";
import { Inspector } from "../../../../renderer/panels/inspector/inspector";
import { currentDocument, openProject, undo } from "../../../../renderer/state/project";
import { resetSession, select } from "../../../../renderer/state/session";
import { openNetwork } from "../../../../shared/networks/registry";
import { type Mounted, mount } from "../../mount";
import "../../../../renderer/text/i18n";

let mounted: Mounted | undefined;
afterEach(() => {
  mounted?.unmount();
  resetSession();
});

const FIELD = '[data-param="frozen"]';

test("a block is frozen in the inspector, what is in it follows, and undo takes it back", () => {
  openProject(openNetwork("resnet-cifar-20"));
  select(["stage1"]);
  mounted = mount(<Inspector />);
  const shown = mounted;
  act(() => (shown.find(`${FIELD} input`) as HTMLInputElement).click());
  const frozen = currentDocument().frozen;
  act(() => select(["stage1/first"]));
  const inside = shown.find(`${FIELD} fieldset`).hasAttribute("disabled");
  act(() => select(["input"]));
  const without = shown.findAll(FIELD).length;
  act(() => undo());
  expect({ frozen, inside, without, undone: currentDocument().frozen }).toEqual({
    frozen: { stage1: true },
    inside: true,
    without: 0,
    undone: {},
  });
});
