import { expect, test } from "vitest";
import { removeNodes } from "../../../shared/graph/edits";
import { frozenBy, setFrozen } from "../../../shared/graph/frozen";
import { commit, createHistory, mark, undo } from "../../../shared/graph/history";
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

test("undo takes freezing back", () => {
  const history = commit(mark(createHistory(network), "Freeze"), setFrozen(["conv1"], true));
  expect([history.present.frozen, undo(history).present.frozen]).toEqual([{ conv1: true }, {}]);
});
