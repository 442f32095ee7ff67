import { expect, test } from "vitest";
import type { OptimiserKind } from "../../../shared/contracts/run-defaults";
import { openNetwork } from "../../../shared/networks/registry";
import { measureTraining } from "../../helpers/measured-memory";

/** Of every kind that holds memory in its own way: shortcuts, branches, depthwise, grouped and wide dense layers, LRN. */
const rows: readonly (readonly [id: string, size: number, batch: number, optimiser: OptimiserKind])[] = [
  ["resnet-cifar-20", 32, 4, "sgd"],
  ["resnet-cifar-20", 32, 32, "adam"],
  ["alexnet", 128, 8, "sgd"],
  ["vgg-a", 64, 8, "adam"],
  ["googlenet", 96, 8, "sgd"],
  ["mobilenet-0.25", 96, 16, "rmsprop"],
  ["shufflenet-g3", 96, 8, "nesterov"],
  ["resnext-50-32x4d", 64, 8, "adamw"],
  ["inception-v3", 139, 4, "rmsprop-tf"],
  ["xception", 96, 4, "sgd"],
];

test.each(rows)(
  "%s at %i, batch %i, %s: the estimate is near what is measured",
  async (...row) => {
    const [id, size, batch, optimiser] = row;
    const document = openNetwork(id, { height: size, width: size, classes: 10 });
    const { estimate, measured } = await measureTraining(document, batch, optimiser);
    const within = (ratio: number, bound: number) => ratio < bound && ratio > 1 / bound;
    const tensors = estimate.peak / measured.tensors;
    const total = estimate.total / measured.total;
    expect({ tensors, total, isNear: within(tensors, 1.15) && within(total, 1.5) }).toMatchObject({
      isNear: true,
    });
  },
  180_000,
);

test("auxiliary classifiers need room, as measured", async () => {
  const measure = (aux: boolean) =>
    measureTraining(openNetwork("googlenet", { height: 64, width: 64, classes: 4, aux }), 2, "sgd");
  const [plain, helped] = [await measure(false), await measure(true)];
  const ratios = [plain, helped].map(({ estimate, measured }) => estimate.peak / measured.tensors);
  expect({ ratios, areNear: ratios.every((ratio) => ratio > 0.87 && ratio < 1.15) }).toMatchObject({
    areNear: true,
  });
  expect(helped.measured.tensors).toBeGreaterThan(plain.measured.tensors);
});
