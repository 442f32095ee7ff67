import { act } from "react";
import { afterEach, expect, test } from "vitest";
import { editParam, setCopyApart } from "../../../../renderer/panels/inspector/edit-node";
import { Inspector } from "../../../../renderer/panels/inspector/inspector";
import { currentDocument, openProject } from "../../../../renderer/state/project";
import { resetSession, select, setReach } from "../../../../renderer/state/session";
import { nodeAt } from "../../../../shared/blocks/edit-inside";
import { interiorOf } from "../../../../shared/blocks/expand";
import { openNetwork } from "../../../../shared/networks/registry";
import { type Mounted, mount } from "../../mount";
import "../../../../renderer/text/i18n";

let mounted: Mounted | undefined;
afterEach(() => {
  mounted?.unmount();
  resetSession();
});

function inspect(network: string, path: string): Mounted {
  openProject(openNetwork(network));
  select([path]);
  mounted = mount(<Inspector />);
  return mounted;
}

function blockInterior(path: string) {
  const node = nodeAt(currentDocument(), path);
  const interior = node?.kind === "block" ? interiorOf(node, currentDocument().definitions) : undefined;
  return interior?.ok ? interior.value.graph.nodes : {};
}

test("inside blocks that are alike, asks whether an edit means this one or all", () => {
  const shown = inspect("googlenet", "inception_4e");
  const asked = (path: string): readonly (string | null)[] => {
    act(() => select([path]));
    return shown.findAll(".bw-reach .bw-field-label").map(({ textContent }) => textContent);
  };
  const inner = Object.keys(blockInterior("inception_4e"))[0];
  expect({
    block: asked("inception_4e"),
    inner: asked(`inception_4e/${inner}`),
    one: asked("inception_3a"),
  }).toEqual({
    block: ["Edits inside inception_4e change"],
    // A unit of its own, with others like it all over the network.
    inner: ["Edits inside inception_4e change", "Edits inside conv1x1 change"],
    one: [],
  });
});

test("one copy of a repeated block can be set apart, and then changed alone", () => {
  const document = openNetwork("resnet-50");
  const repeated = "conv4_x/rest";
  const inner = `${repeated}/conv2`;
  const before = nodeAt(document, repeated);
  expect(before).toMatchObject({ kind: "block", repeat: 5 });
  const shown = inspect("resnet-50", inner);
  expect(shown.findAll(".bw-copies").map(({ textContent }) => textContent)).toEqual([
    "rest ×5: an edit inside changes all 5 copies.Set one copy apart",
  ]);
  act(() => setCopyApart(repeated, 2));
  act(() => setReach("this"));
  act(() => editParam([inner], "filters", 128, "chosen", "Filters"));
  const filters = ["rest_2", "rest", "rest_3"].map((name) => [
    name,
    (nodeAt(currentDocument(), `conv4_x/${name}`) as { repeat: number }).repeat,
    nodeAt(currentDocument(), `conv4_x/${name}/conv2`)?.params.filters,
  ]);
  expect(filters).toEqual([
    ["rest_2", 2, 256],
    ["rest", 1, 128],
    ["rest_3", 2, 256],
  ]);
  expect(shown.findAll(".bw-copies")).toEqual([]);
});
