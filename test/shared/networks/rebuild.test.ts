import { expect, it } from "vitest";
import { MAIN_GRAPH } from "../../../shared/graph/document";
import { removeNodes } from "../../../shared/graph/edits";
import { moveNodes, setUnfolded } from "../../../shared/graph/view-edits";
import { rebuildNetwork } from "../../../shared/networks/rebuild";
import { openNetwork } from "../../../shared/networks/registry";

it("builds a network anew with another parameter, and keeps its name and what was unfolded", () => {
  const opened = { ...openNetwork("googlenet"), name: "mine" };
  const arranged = setUnfolded(["inception_3a"], true)(moveNodes({ gone: { x: 1, y: 2 } })(opened));
  const changed = removeNodes(MAIN_GRAPH, ["norm1"], { heal: true })(arranged);
  expect(rebuildNetwork({ classes: 37 })(changed)).toEqual({
    ...openNetwork("googlenet", { classes: 37 }),
    name: "mine",
    view: { positions: {}, unfolded: { inception_3a: true } },
  });
});

it("leaves a network that is from no catalogue alone", () => {
  const own = { ...openNetwork("googlenet"), origin: null };
  expect(rebuildNetwork({ classes: 37 })(own)).toBe(own);
});
