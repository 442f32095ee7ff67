import { expect, test } from "vitest";
import { createAnalyser } from "../../../shared/analysis/analyse";
import { estimateTraining, fits, fittingBatch } from "../../../shared/engine/memory/estimate";
import { openNetwork } from "../../../shared/networks/registry";
import { measureTraining } from "../../helpers/measured-memory";
import { smallRun } from "../../helpers/resumed-run";

test("what a small network's training will hold is known to a tenth before it starts", async () => {
  const { estimate, measured } = await measureTraining(smallRun().document, 32, "adam");
  const ratio = estimate.peak / measured.tensors;
  expect({ ratio, isNear: ratio > 0.9 && ratio < 1.1 }).toMatchObject({ isNear: true });
});

test("what is frozen needs no gradients, as measured", async () => {
  const network = openNetwork("resnet-cifar-20");
  const whole = await measureTraining(network, 4, "adam");
  const head = await measureTraining(network, 4, "adam", ["conv1", "stage1", "stage2"]);
  const ratios = [whole, head].map(({ estimate, measured }) => estimate.peak / measured.tensors);
  expect({ ratios, areNear: ratios.every((ratio) => ratio > 0.87 && ratio < 1.15) }).toMatchObject({
    areNear: true,
  });
  expect(head.measured.tensors).toBeLessThan(0.8 * whole.measured.tensors);
});

test("a batch that is too large for WASM comes with the largest that fits", () => {
  const analysis = createAnalyser().analyse(openNetwork("resnet-50"));
  const estimate = (batch: number) => estimateTraining(analysis, batch, "adam", "wasm");
  const fitting = fittingBatch(analysis, 100, "adam", "wasm") ?? 0;
  const [tooMuch, chosen, next] = [estimate(100), estimate(fitting), estimate(fitting * 2)];
  expect([tooMuch, chosen, next].map((each) => each && fits(each))).toEqual([false, true, false]);
});

test("a network that cannot be trained has no estimate", () => {
  expect(
    estimateTraining(
      createAnalyser().analyse(openNetwork("vgg-d", { height: 8, width: 8 })),
      8,
      "sgd",
      "wasm",
    ),
  ).toBeNull();
});
