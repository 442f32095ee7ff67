import { expect, test } from "vitest";
import { createReferenceKit } from "../helpers/reference-kit";
import { tensor, zeros } from "../helpers/reference-tensor";

const kit = createReferenceKit({ training: false });
const NO_PADS = [0, 0, 0, 0] as const;

test("convolves each group with its own filters, padding with zeros", () => {
  const x = tensor([1, 2, 2, 2], [1, 10, 2, 20, 3, 30, 4, 40]);
  const kernel = tensor([2, 1, 1, 2], [1, 2, 3, 4]);
  const y = kit.conv2d(x, kernel, { stride: [1, 1], pads: [0, 1, 0, 0], dilation: [1, 1], groups: 2 });
  expect(y.shape).toEqual([1, 2, 2, 2]);
  expect([...y.data]).toEqual([1 + 4, 30 + 80, 2, 60, 3 + 8, 90 + 160, 4, 120]);
});

test("spreads a dilated kernel over a strided map", () => {
  const x = tensor([1, 1, 7, 1], [1, 2, 3, 4, 5, 6, 7]);
  const kernel = tensor([1, 1, 1, 2], [1, 100]);
  const y = kit.conv2d(x, kernel, { stride: [1, 2], pads: NO_PADS, dilation: [1, 2], groups: 1 });
  expect([...y.data]).toEqual([301, 503, 705]);
});

test("stamps a kernel for every pixel, adds up overlaps and cuts off the pads", () => {
  const x = tensor([1, 1, 2, 1], [1, 10]);
  const kernel = tensor([1, 1, 1, 3], [1, 2, 3]);
  const options = { stride: [1, 2], groups: 1 } as const;
  const whole = kit.convTranspose2d(x, kernel, { ...options, pads: NO_PADS, output: [1, 6] });
  expect([...whole.data]).toEqual([1, 2, 3 + 10, 20, 30, 0]);
  const cut = kit.convTranspose2d(x, kernel, { ...options, pads: [0, 1, 0, 1], output: [1, 3] });
  expect([...cut.data]).toEqual([2, 13, 20]);
});

test("shuffles 6 channels of 3 groups as the ShuffleNet paper draws it", () => {
  expect([...kit.channelShuffle(tensor([1, 1, 1, 6], [0, 1, 2, 3, 4, 5]), 3).data]).toEqual([
    0, 2, 4, 1, 3, 5,
  ]);
});

test("crops from its offset on", () => {
  const x = tensor([1, 2, 3, 1], [1, 2, 3, 4, 5, 6]);
  expect([...kit.crop(x, { offset: [1, 1], size: [1, 2] }).data]).toEqual([5, 6]);
});

test("averages over the clipped padded window or over real pixels, as PyTorch does", () => {
  const x = tensor([1, 1, 4, 1], [2, 4, 6, 8]);
  // Width 4 with 1 pixel before, kernel 1×3, stride 2, rounded up: windows -1..1, 1..3, 3..5.
  const window = { kernel: [1, 3], stride: [1, 2], pads: [0, 0, 0, 1], output: [1, 3] } as const;
  expect([...kit.avgPool(x, { ...window, countIncludePad: true }).data]).toEqual([2, 6, 8]);
  expect([...kit.avgPool(x, { ...window, countIncludePad: false }).data]).toEqual([3, 6, 8]);
});

test("lets no padding win a maximum", () => {
  const x = tensor([1, 1, 2, 1], [-3, -5]);
  const y = kit.maxPool(x, { kernel: [1, 2], stride: [1, 1], pads: [0, 1, 0, 1], output: [1, 3] });
  expect([...y.data]).toEqual([-3, -3, -5]);
});

test("normalises responses by the paper's formula, alpha undivided", () => {
  const x = tensor([1, 1, 1, 4], [1, 2, 3, 4]);
  const y = kit.localResponseNorm(x, { size: 3, alpha: 0.5, beta: 1, bias: 2 });
  expect([...y.data]).toEqual([1 / 4.5, 2 / 9, 3 / 16.5, 4 / 14.5]);
});

test("normalises a batch by its own statistics while training, and moves the running ones as PyTorch does", () => {
  const training = createReferenceKit({ training: true });
  const weights = {
    gamma: tensor([1], [2]),
    beta: tensor([1], [1]),
    mean: zeros([1]),
    variance: tensor([1], [1]),
  };
  const y = training.batchNorm(tensor([4, 1], [1, 2, 3, 4]), weights, { epsilon: 0, momentum: 0.1 });
  const deviation = Math.sqrt(1.25);
  expect(y.data[0]).toBeCloseTo(1 + (2 * -1.5) / deviation, 12);
  expect(weights.mean.data[0]).toBeCloseTo(0.25, 12);
  // The running variance takes the unbiased estimate: 5 / 3.
  expect(weights.variance.data[0]).toBeCloseTo(0.9 + 0.1 * (5 / 3), 12);
});

test("flattens channel by channel, each row by row", () => {
  const x = tensor([1, 2, 2, 2], [1, 10, 2, 20, 3, 30, 4, 40]);
  expect([...kit.flatten(x).data]).toEqual([1, 2, 3, 4, 10, 20, 30, 40]);
});

test("subsamples from the first pixel and appends empty channels", () => {
  const x = tensor([1, 1, 3, 1], [1, 2, 3]);
  expect([...kit.padChannels(kit.subsample(x, [1, 2]), 1).data]).toEqual([1, 0, 3, 0]);
});

test.each([
  ["relu", -1, 0],
  ["relu6", 9, 6],
  ["gelu", 1, 0.8413447460685429],
  ["gelu", -2, -0.04550026389635842],
  ["silu", 1, 0.7310585786300049],
  ["hard-swish", 1, 4 / 6],
  ["softplus", 0, Math.LN2],
  ["selu", -1, -1.1113307378125625],
  ["sigmoid", 0, 0.5],
] as const)("computes %s(%d)", (kind, x, y) => {
  expect(kit.activation(tensor([1, 1], [x]), kind).data[0]).toBeCloseTo(y, 12);
});

test("keeps what dropout keeps at the right scale", () => {
  const draws = [0.1, 0.6, 0.5];
  const training = createReferenceKit({ training: true, random: () => draws.shift() ?? 0 });
  expect([...training.dropout(tensor([1, 3], [1, 2, 3]), 0.5).data]).toEqual([0, 4, 6]);
});
