import { expect, test } from "vitest";
import { labelOf } from "../../../shared/blocks/caption";
import { block, layer } from "../../helpers/graphs";

test("a layer that is only numbered says what kind it is; a block does so beside its name", () => {
  const labels = [
    labelOf(layer("2", "silu"), "SiLU"),
    labelOf(layer("1-2", "relu"), "ReLU"),
    labelOf(layer("conv1", "conv2d"), "Convolution"),
    labelOf(layer("卷积", "conv2d"), "Convolution"),
    labelOf(block("3", "custom_residual"), "Residual block"),
  ];
  expect(labels).toEqual(["2 · SiLU", "1-2 · ReLU", "conv1", "卷积", "3"]);
});
