import { expect, test } from "vitest";
import { createAnalyser } from "../../../shared/analysis/analyse";
import { frozenShare } from "../../../shared/analysis/frozen-share";
import { openNetwork } from "../../../shared/networks/registry";

const analysis = createAnalyser().analyse(openNetwork("resnet-50"));
const params = 25_557_032;

test.each([
  { what: "nothing", frozen: [], frozenLayers: 0, trainable: params },
  { what: "a layer and its norm", frozen: ["conv1"], frozenLayers: 2, trainable: params - 9_408 - 128 },
  { what: "all but the classifier", frozen: blocks(), frozenLayers: 106, trainable: 2048 * 1000 + 1000 },
  // Of the two later units of a stage, each has three convolutions with their norms.
  {
    what: "a block that repeats",
    frozen: ["conv2_x/rest"],
    frozenLayers: 12,
    trainable: params - 2 * (256 * 64 + 64 * 64 * 9 + 64 * 256 + 2 * (64 + 64 + 256)),
  },
])("of a network with $what frozen the rest is trained", ({ frozen, frozenLayers, trainable }) => {
  expect(frozenShare(analysis, frozen)).toEqual({ frozenLayers, trainable, params });
});

function blocks(): string[] {
  return [...analysis.order].filter((id) => id !== "fc");
}
