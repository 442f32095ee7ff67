import { expect, test } from "vitest";
import { readOnnx } from "../../../../shared/formats/onnx/read/read-onnx";
import { operatorModel } from "../../../helpers/operator-model";

test.each([
  ["neither", ["N", 3, 6, 5], null],
  ["both", ["N", 3, "height", "width"], [64, 64]],
  ["the width", ["N", 3, 48, "width"], [48, 64]],
] as const)("a file that leaves open %s of height and width says so", async (_, axes, assumed) => {
  const file = await operatorModel({ axes, nodes: [["Relu", ["x"], "y"]], output: [3, 6, 5] });
  const { assumedSize, document } = readOnnx(file, { name: "file", size: 64 });
  const input = Object.values(document.graph.nodes).find(
    (node) => node.kind === "layer" && node.type === "input",
  );
  const { height, width } = input?.params ?? {};
  expect({ assumedSize, opened: [height, width] }).toEqual({
    assumedSize: assumed,
    opened: assumed ?? [6, 5],
  });
});
