import type { ConvOptions, OpKit, PoolOptions } from "../../shared/layers/kit";
import type { Padding, Pads, Pair } from "../../shared/layers/window";
import { windowOf } from "../../shared/layers/window";
import type { OpCase } from "./op-check";

interface ConvSetting {
  readonly input: readonly [number, number, number];
  readonly filters: number;
  readonly kernel: Pair;
  readonly stride?: Pair;
  readonly pads?: Pads;
  readonly dilation?: Pair;
  readonly groups?: number;
}

const convolutions: readonly ConvSetting[] = [
  { input: [5, 6, 3], filters: 4, kernel: [3, 3], pads: [1, 1, 1, 1] },
  { input: [5, 4, 3], filters: 2, kernel: [1, 1] },
  { input: [6, 7, 2], filters: 3, kernel: [1, 1], stride: [2, 2] },
  { input: [7, 8, 2], filters: 3, kernel: [3, 3], stride: [2, 2], pads: [1, 1, 1, 1] },
  { input: [8, 8, 2], filters: 3, kernel: [3, 3], stride: [2, 2], pads: [0, 1, 1, 0] },
  { input: [9, 7, 2], filters: 3, kernel: [5, 2], stride: [3, 1], pads: [2, 0, 1, 3] },
  { input: [11, 10, 1], filters: 2, kernel: [3, 4], stride: [4, 3], pads: [0, 2, 0, 1] },
  { input: [9, 8, 2], filters: 3, kernel: [3, 3], pads: [2, 2, 2, 2], dilation: [2, 2] },
  { input: [9, 9, 2], filters: 2, kernel: [2, 3], pads: [1, 2, 0, 3], dilation: [3, 2] },
  { input: [9, 10, 2], filters: 3, kernel: [3, 2], stride: [2, 3], pads: [1, 0, 2, 1], dilation: [2, 2] },
  { input: [4, 5, 2], filters: 2, kernel: [2, 2], pads: [3, 4, 2, 3] },
  { input: [5, 6, 4], filters: 6, kernel: [3, 3], pads: [1, 1, 1, 1], groups: 2 },
  { input: [7, 6, 6], filters: 6, kernel: [3, 2], stride: [2, 1], pads: [1, 0, 0, 1], groups: 3 },
  { input: [4, 5, 12], filters: 24, kernel: [3, 3], pads: [1, 1, 1, 1], groups: 6 },
  { input: [4, 3, 64], filters: 32, kernel: [1, 2], groups: 16 },
  { input: [7, 6, 16], filters: 24, kernel: [3, 3], stride: [2, 1], pads: [1, 0, 1, 2], groups: 4 },
  { input: [9, 7, 8], filters: 8, kernel: [3, 2], pads: [2, 1, 2, 1], dilation: [2, 3], groups: 2 },
  { input: [6, 5, 4], filters: 4, kernel: [3, 3], pads: [1, 1, 1, 1], groups: 4 },
  { input: [7, 8, 3], filters: 6, kernel: [3, 2], stride: [2, 2], pads: [1, 0, 1, 2], groups: 3 },
  { input: [8, 7, 3], filters: 3, kernel: [2, 3], pads: [1, 2, 2, 1], dilation: [2, 2], groups: 3 },
];

function convCase(setting: ConvSetting): OpCase {
  const { input, filters, kernel, groups = 1 } = setting;
  const options: ConvOptions = {
    stride: setting.stride ?? [1, 1],
    pads: setting.pads ?? [0, 0, 0, 0],
    dilation: setting.dilation ?? [1, 1],
    groups,
  };
  return {
    name: `conv2d ${JSON.stringify(setting)}`,
    tensors: [{ shape: [2, ...input] }, { shape: [filters, input[2] / groups, ...kernel], kernel: true }],
    compute: <T>(kit: OpKit<T>, tensors: readonly T[]) =>
      kit.conv2d(tensors[0] as T, tensors[1] as T, options),
  };
}

interface PoolSetting {
  readonly input: readonly [number, number, number];
  readonly kernel: Pair;
  readonly stride: Pair;
  readonly padding: Padding;
  readonly rounding?: "floor" | "ceil";
}

const pools: readonly PoolSetting[] = [
  { input: [6, 6, 3], kernel: [2, 2], stride: [2, 2], padding: "valid" },
  { input: [7, 8, 2], kernel: [3, 3], stride: [2, 2], padding: "valid" },
  { input: [7, 8, 2], kernel: [3, 3], stride: [2, 2], padding: "valid", rounding: "ceil" },
  { input: [8, 8, 3], kernel: [3, 3], stride: [2, 2], padding: [1, 1, 1, 1] },
  { input: [8, 7, 3], kernel: [3, 2], stride: [2, 3], padding: [1, 0, 1, 1], rounding: "ceil" },
  { input: [7, 7, 2], kernel: [3, 3], stride: [1, 1], padding: "same" },
  { input: [6, 5, 2], kernel: [2, 3], stride: [3, 2], padding: "same" },
  { input: [5, 6, 2], kernel: [1, 1], stride: [2, 2], padding: "valid" },
];

function poolOptions({ input, ...window }: PoolSetting): PoolOptions {
  return { kernel: window.kernel, stride: window.stride, ...windowOf(window, input) };
}

function poolCases(setting: PoolSetting): readonly OpCase[] {
  const options = poolOptions(setting);
  const tensors = [{ shape: [2, ...setting.input] }];
  const text = JSON.stringify(setting);
  return [
    {
      name: `maxPool ${text}`,
      tensors,
      compute: <T>(kit: OpKit<T>, [x]: readonly T[]) => kit.maxPool(x as T, options),
    },
    ...[true, false].map((countIncludePad) => ({
      name: `avgPool ${countIncludePad ? "with" : "without"} its padding ${text}`,
      tensors,
      compute: <T>(kit: OpKit<T>, [x]: readonly T[]) => kit.avgPool(x as T, { ...options, countIncludePad }),
    })),
  ];
}

const map = { shape: [3, 5, 4, 6] } as const;

const others: readonly OpCase[] = [
  {
    name: "a tensor read by several operations gathers their gradients",
    tensors: [map],
    compute: <T>(kit: OpKit<T>, [x]: readonly T[]) =>
      kit.add([x as T, kit.activation(x as T, "tanh"), kit.activation(x as T, "sigmoid")]),
  },
  {
    name: "batch norm with the batch's statistics, convolution, bias and ReLU around it",
    tensors: [
      map,
      { shape: [5, 6, 3, 3], kernel: true },
      { shape: [5] },
      { shape: [5] },
      { shape: [5] },
      { shape: [5], constant: true },
      { shape: [5], constant: true },
    ],
    training: true,
    compute<T>(kit: OpKit<T>, [x, w, b, gamma, beta, mean, variance]: readonly T[]) {
      const conv = { stride: [2, 1], pads: [1, 1, 1, 1], dilation: [1, 1], groups: 1 } as const;
      const y = kit.addBias(kit.conv2d(x as T, w as T, conv), b as T);
      const weights = { gamma: gamma as T, beta: beta as T, mean: mean as T, variance: variance as T };
      return kit.activation(kit.batchNorm(y, weights, { epsilon: 1e-3, momentum: 0.1 }), "relu");
    },
  },
  {
    name: "zero padding of uneven sides",
    tensors: [map],
    compute: <T>(kit: OpKit<T>, [x]: readonly T[]) => kit.zeroPad(x as T, [1, 2, 0, 3]),
  },
  {
    name: "channels appended and pixels skipped",
    tensors: [map],
    compute: <T>(kit: OpKit<T>, [x]: readonly T[]) => kit.padChannels(kit.subsample(x as T, [2, 3]), 2),
  },
];

/** Convolutions, pools and what else a layer asks of a kit, over odd sizes, strides, pads, dilations and groups. */
export const kitCases: readonly OpCase[] = [
  ...convolutions.map(convCase),
  ...pools.flatMap(poolCases),
  ...others,
];
