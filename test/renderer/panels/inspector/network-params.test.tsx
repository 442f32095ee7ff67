import { act } from "react";
import { afterEach, expect, test } from "vitest";
import { Inspector } from "../../../../renderer/panels/inspector/inspector";
import { change, currentDocument, openProject, projectStore, undo } from "../../../../renderer/state/project";
import { resetSession } from "../../../../renderer/state/session";
import { MAIN_GRAPH } from "../../../../shared/graph/document";
import { removeNodes } from "../../../../shared/graph/edits";
import { openNetwork } from "../../../../shared/networks/registry";
import { type Mounted, mount, typeInto } from "../../mount";
import "../../../../renderer/text/i18n";

let mounted: Mounted | undefined;
afterEach(() => {
  mounted?.unmount();
  resetSession();
});

const resting = (shown: Mounted) => shown.findAll('[data-param="classes"] fieldset[disabled]').length > 0;

test("the parameters of a network are asked for once more where a change would be lost", () => {
  openProject(openNetwork("resnext-50-32x4d"));
  mounted = mount(<Inspector />);
  const shown = mounted;
  const fresh = resting(shown);
  act(() => change("Delete", removeNodes(MAIN_GRAPH, ["softmax"], { heal: true })));
  const changed = resting(shown);
  act(() => {
    const button = shown.findAll("button").find(({ textContent }) => textContent === "Change them anyway");
    (button as HTMLButtonElement).click();
  });
  expect({ fresh, changed, agreed: resting(shown) }).toEqual({ fresh: false, changed: true, agreed: false });
});

test("another number of classes is one step that undo takes back", () => {
  const document = openNetwork("mobilenet-1.0");
  openProject(document);
  mounted = mount(<Inspector />);
  const input = mounted.find('[data-param="classes"] input') as HTMLInputElement;
  typeInto(input, "3");
  typeInto(input, "37");
  const { origin } = currentDocument();
  const output = projectStore.getState().analysis.nodes.get("softmax")?.outputs[0];
  act(() => undo());
  expect({ classes: origin?.params.classes, output, undone: currentDocument() }).toEqual({
    classes: 37,
    output: [37],
    undone: document,
  });
});
