import { expect, test } from "vitest";
import { INITIALISER_KINDS } from "../../../shared/contracts/run-defaults";
import { compilePlan } from "../../../shared/engine/plan";
import { drawWeight } from "../../../shared/engine/weights/initialise";
import { drawWeights } from "../../../shared/engine/weights/weight-store";
import { openNetwork } from "../../../shared/networks/registry";
import fixture from "../../fixtures/pytorch-training.json";

const bilinear = { name: "weight", fullName: "up.weight", initialiser: "bilinear", trainable: true } as const;

test("draws the bilinear kernel of FCN's 4×4 enlargement on the diagonal of classes", () => {
  const data = [...drawWeight({ ...bilinear, shape: [2, 2, 4, 4] }, 1)];
  const tent = [0.25, 0.75, 0.75, 0.25];
  const kernel = tent.flatMap((row) => tent.map((column) => row * column));
  const nothing = new Array<number>(16).fill(0);
  expect(data).toEqual([...kernel, ...nothing, ...nothing, ...kernel]);
});

test("centres a bilinear kernel of odd size on its middle pixel, once in every group", () => {
  const data = [...drawWeight({ ...bilinear, shape: [3, 1, 1, 3] }, 1)];
  expect(data).toEqual([0.5, 1, 0.5, 0.5, 1, 0.5, 0.5, 1, 0.5]);
});

function kernel(shape: readonly number[], fullName = "conv.weight") {
  return { name: "weight", fullName, shape, initialiser: "he-normal", trainable: true } as const;
}

function deviationOf(data: Float32Array): number {
  const mean = data.reduce((sum, value) => sum + value, 0) / data.length;
  return Math.sqrt(data.reduce((sum, value) => sum + (value - mean) ** 2, 0) / data.length);
}

test.each(fixture.initialisers)(
  "kernels of $shape spread as PyTorch spreads them",
  ({ shape, he, glorot, bound }) => {
    const glorots = drawWeight(kernel(shape), 1, "glorot-uniform");
    const largest = glorots.reduce((a, b) => Math.max(a, Math.abs(b)), 0);
    expect(
      [
        deviationOf(drawWeight(kernel(shape), 1, "he-normal")) / he,
        deviationOf(glorots) / glorot,
        largest / bound,
        deviationOf(drawWeight(kernel(shape), 1, "gaussian")) / 0.01,
      ].map((ratio) => Math.abs(ratio - 1) < 0.05),
    ).toEqual([true, true, true, true]);
  },
);

test.each(INITIALISER_KINDS)(
  "%s draws the same for one seed and name, and something else for another",
  (kind) => {
    const [first, again, seeded, named] = [
      drawWeight(kernel([8, 4, 3, 3]), 1, kind),
      drawWeight(kernel([8, 4, 3, 3]), 1, kind),
      drawWeight(kernel([8, 4, 3, 3]), 2, kind),
      drawWeight(kernel([8, 4, 3, 3], "other.weight"), 1, kind),
    ];
    expect(again).toEqual(first);
    expect(seeded).not.toEqual(first);
    expect(named).not.toEqual(first);
  },
);

test("AlexNet's initialiser gives one to the biases that its paper names, and zero to the others", () => {
  // Narrow, but with every layer of AlexNet.
  const plan = compilePlan(openNetwork("alexnet", { classes: 2, height: 67, width: 67 }));
  const biases = plan.weights.filter(({ name }) => name === "bias");
  const values = drawWeights({ ...plan, weights: biases }, 1, "alexnet");
  expect(biases.map(({ fullName }) => [fullName, values.get(fullName)?.data[0]])).toEqual([
    ["conv1.conv.bias", 0],
    ["conv2.conv.bias", 1],
    ["conv3.conv.bias", 0],
    ["conv4.conv.bias", 1],
    ["conv5.conv.bias", 1],
    ["fc6.fc.bias", 1],
    ["fc7.fc.bias", 1],
    ["fc8.bias", 0],
  ]);
});

test("running statistics, scales and bilinear kernels are not drawn by it", () => {
  const plan = compilePlan(openNetwork("resnet-cifar-20"));
  const constant = plan.weights.filter(({ initialiser }) => initialiser !== "he-normal");
  expect(drawWeights({ ...plan, weights: constant }, 1, "gaussian")).toEqual(
    drawWeights({ ...plan, weights: constant }, 1),
  );
});
