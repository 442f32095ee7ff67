import { expect, test } from "vitest";
import { correctedName, nameFault } from "../../../shared/graph/names";
import { openNetwork } from "../../../shared/networks/registry";

test("offers the nearest name that a node may have", () => {
  const { graph } = openNetwork("alexnet");
  const [first, second] = Object.values(graph.nodes);
  if (!first || !second) throw new Error("AlexNet has nodes");
  const offered = ["my conv (1)", "  Größe ", second.name, first.name, "层", "constructor"].map((wanted) => [
    wanted,
    correctedName(graph, first.id, wanted),
  ]);
  const names: Record<string, string | null> = Object.fromEntries(offered);
  expect(names).toEqual({
    "my conv (1)": "my_conv_1",
    "  Größe ": "Gro_e",
    [second.name]: expect.not.stringMatching(new RegExp(`^${second.name}$`)),
    [first.name]: first.name,
    层: null,
    constructor: null,
  });
  const faults = Object.values(names).filter((name) => name !== null && nameFault(graph, first.id, name));
  expect(faults).toEqual([]);
});
