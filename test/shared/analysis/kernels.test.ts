import { expect, test } from "vitest";
import { createAnalyser } from "../../../shared/analysis/analyse";
import { graphWeights, weightedDepth } from "../../../shared/analysis/kernels";
import { openNetwork } from "../../../shared/networks/registry";

const analyse = (id: string) => createAnalyser().analyse(openNetwork(id));

test("depth is what the names of the networks say", () => {
  const ids = [
    "alexnet",
    "vgg-d",
    "googlenet",
    "resnet-50",
    "resnet-152",
    "resnet-cifar-110",
    "mobilenet-1.0",
  ];
  expect(ids.map((id) => weightedDepth(analyse(id)))).toEqual([8, 16, 22, 50, 152, 110, 28]);
});

/** zoo-facts section 2, the column W. */
test("weights leave out biases, scales and shifts", () => {
  expect(["alexnet", "resnet-50", "googlenet"].map((id) => graphWeights(analyse(id)))).toEqual([
    60954656, 25502912, 6990272,
  ]);
});
