import { drawn, scalar } from "../operator-model";
import { MAP, type OperatorCase } from "./operator-case";

export const COMBINATIONS: readonly OperatorCase[] = [
  {
    name: "a vector that becomes a gate by its shape",
    constants: { shape: { shape: [4], ints: [0, 3, 1, 1] }, axes: { shape: [2], ints: [2, 3] } },
    nodes: [
      ["GlobalAveragePool", ["x"], "p"],
      ["Flatten", ["p"], "v"],
      ["Reshape", ["v", "shape"], "g"],
      ["Unsqueeze", ["v", "axes"], "h"],
      ["Mul", ["x", "g"], "m"],
      ["Sub", ["m", "h"], "y"],
    ],
    output: MAP,
    layers: ["global avg", "×", "−"],
  },
  {
    name: "a vector that becomes a gate axis by axis",
    opset: 11,
    nodes: [
      ["ReduceMean", ["x"], "v", { axes: [2, 3], keepdims: 0 }],
      ["Unsqueeze", ["v"], "v1", { axes: [2] }],
      ["Unsqueeze", ["v1"], "v2", { axes: [3] }],
      ["Mul", ["v2", "x"], "y"],
    ],
    output: MAP,
    layers: ["global avg", "×"],
  },
  {
    name: "a pixel added to every pixel",
    nodes: [
      ["GlobalAveragePool", ["x"], "p"],
      ["Add", ["p", "x"], "y"],
    ],
    output: MAP,
    layers: ["global avg", "+"],
  },
  {
    name: "constants that shift and scale",
    constants: { a: scalar(0.5), b: scalar(2), c: scalar(3) },
    nodes: [
      ["Sub", ["x", "a"], "s"],
      ["Div", ["s", "b"], "d"],
      ["Relu", ["d"], "r"],
      ["Mul", ["c", "r"], "m"],
      ["Add", ["m", "b"], "t"],
      ["Relu", ["t"], "u"],
      ["Sub", ["c", "u"], "y"],
    ],
    output: MAP,
    layers: ["× 0.5 − 0.25", "ReLU", "× 3 + 2", "ReLU", "× -1 + 3"],
  },
];

export const CHANNEL_CONSTANTS: readonly OperatorCase[] = [
  {
    name: "the bias of a convolution as an operator of its own",
    constants: { w: drawn(4, 3, 3, 3), b: drawn(1, 4, 1, 1), d: drawn(4, 1, 1, 1), e: drawn(4, 1, 1) },
    nodes: [
      ["Conv", ["x", "w"], "c", { pads: [1, 1, 1, 1] }],
      ["Add", ["c", "b"], "s"],
      ["Conv", ["s", "d"], "e1", { group: 4 }],
      ["Add", ["e", "e1"], "y"],
    ],
    output: [4, 6, 5],
    layers: ["3×3, 4", "1×1"],
  },
  {
    name: "means and deviations of colours, and frozen norms",
    constants: { mean: drawn(1, 3, 1, 1), deviation: drawn(3, 1, 1), a: drawn(3, 1, 1), b: drawn(3, 1, 1) },
    nodes: [
      ["Sub", ["x", "mean"], "s"],
      ["Div", ["s", "deviation"], "d"],
      ["Relu", ["d"], "r"],
      ["Mul", ["a", "r"], "m"],
      ["Add", ["m", "b"], "n"],
      ["Relu", ["n"], "q"],
      ["Mul", ["q", "a"], "y"],
    ],
    output: MAP,
    layers: ["a·x + b", "ReLU", "a·x + b", "ReLU", "a·x"],
  },
];
