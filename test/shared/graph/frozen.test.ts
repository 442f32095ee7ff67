import { expect, test } from "vitest";
import { openForEditing } from "../../../shared/blocks/edit-inside";
import { removeNodes } from "../../../shared/graph/edits";
import { frozenBy, setFrozen } from "../../../shared/graph/frozen";
import { groupNodes, ungroupNode } from "../../../shared/graph/group";
import { commit, createHistory, mark, undo } from "../../../shared/graph/history";
import { splitRepeat } from "../../../shared/graph/split-repeat";
import { openNetwork } from "../../../shared/networks/registry";

const network = openNetwork("resnet-18");

test("a block is frozen with all inside it, and nothing beside it", () => {
  const frozen = setFrozen(["conv2_x"], true)(network);
  expect(["conv2_x", "conv2_x/unit", "conv3_x", "conv1"].map((path) => frozenBy(frozen, path))).toEqual([
    "itself",
    "block",
    null,
    null,
  ]);
});

test("freezing what is frozen and melting what is not change nothing", () => {
  const frozen = setFrozen(["conv1"], true)(network);
  expect([
    setFrozen(["conv1"], true)(frozen) === frozen,
    setFrozen(["conv2_x"], false)(frozen) === frozen,
    setFrozen(["conv1"], false)(frozen).frozen,
  ]).toEqual([true, true, {}]);
});

test("a node that is deleted is no longer frozen", () => {
  const frozen = setFrozen(["conv1", "conv2_x/unit"], true)(network);
  expect(removeNodes("main", ["conv2_x"], { heal: false })(frozen).frozen).toEqual({ conv1: true });
});

test("what becomes a block stays frozen in it, and comes out of it frozen", () => {
  const frozen = setFrozen(["conv1", "conv2_x/unit"], true)(network);
  const { document, id } = groupNodes(frozen, "main", ["conv1", "pool1", "conv2_x"], "Front");
  const inside = document.definitions.custom_front?.graph;
  if (!inside) throw new Error("Expected the block's inside");
  const apart = ungroupNode(document, "main", id, inside).document;
  const whole = ungroupNode(setFrozen([id], true)(document), "main", id, inside);
  expect([document.frozen, apart.frozen, whole.ids.every((each) => whole.document.frozen[each])]).toEqual([
    { "front/conv1": true, "front/conv2_x/unit": true },
    { front_conv1: true, "front_conv2_x/unit": true },
    true,
  ]);
});

test("every copy of a repeated block stays frozen when one is set apart", () => {
  const deep = openNetwork("resnet-50");
  const { graph, document } = openForEditing(deep, "conv2_x", "this");
  const frozen = setFrozen(["conv2_x/rest", "conv1"], true)(document);
  expect(splitRepeat(graph, "rest", 1)(frozen).frozen).toEqual({
    conv1: true,
    "conv2_x/rest": true,
    "conv2_x/rest_2": true,
  });
});

test("undo takes freezing back", () => {
  const history = commit(mark(createHistory(network), "Freeze"), setFrozen(["conv1"], true));
  expect([history.present.frozen, undo(history).present.frozen]).toEqual([{ conv1: true }, {}]);
});
