import { drawn, ints, scalar } from "../operator-model";
import type { OperatorCase } from "./operator-case";

/** As TensorFlow's converters leave it. */
export const CHANNELS_LAST: readonly OperatorCase[] = [
  {
    name: "images with their channels last, and means of maps",
    input: [6, 5, 3],
    constants: { w: drawn(4, 3, 3, 3), b: drawn(4), k: drawn(4, 5), c: drawn(5) },
    nodes: [
      ["Transpose", ["x"], "t", { perm: [0, 3, 1, 2] }],
      ["Conv", ["t", "w"], "conv", { pads: [1, 1, 1, 1] }],
      ["Transpose", ["conv"], "last", { perm: [0, 2, 3, 1] }],
      ["Add", ["last", "b"], "biased"],
      ["Relu", ["biased"], "r"],
      ["ReduceMean", ["r"], "m", { axes: [1, 2], keepdims: 0 }],
      ["MatMul", ["m", "k"], "p"],
      ["Add", ["p", "c"], "y"],
    ],
    output: [5],
    layers: ["3×3, 4", "ReLU", "global avg", "5"],
  },
  {
    name: "images that are scaled first, a pixel's product, a sum and a gate",
    input: [6, 5, 3],
    constants: { n: scalar(0.5), k: drawn(3, 4), b: drawn(4) },
    nodes: [
      ["Sub", ["x", "n"], "s"],
      ["MatMul", ["s", "k"], "p"],
      ["Add", ["p", "b"], "q"],
      ["ReduceMax", ["q"], "g", { axes: [1, 2], keepdims: 1 }],
      ["Sigmoid", ["g"], "gate"],
      ["Mul", ["q", "gate"], "m"],
      ["Concat", ["m", "q"], "c", { axis: 3 }],
      ["Transpose", ["c"], "t", { perm: [0, 3, 1, 2] }],
      ["GlobalAveragePool", ["t"], "v"],
      ["Flatten", ["v"], "y"],
    ],
    output: [8],
    layers: ["− 0.5", "1×1, 4", "global max", "Sigmoid", "×", "concat", "global avg"],
  },
  {
    name: "features that are flattened pixel by pixel",
    input: [4, 3, 2],
    constants: { w: drawn(3, 2, 1, 1), shape: ints(-1, 36), k: drawn(36, 5), g: drawn(7, 5), b: drawn(7) },
    nodes: [
      ["Transpose", ["x"], "t", { perm: [0, 3, 1, 2] }],
      ["Conv", ["t", "w"], "conv"],
      ["Transpose", ["conv"], "last", { perm: [0, 2, 3, 1] }],
      ["Reshape", ["last", "shape"], "flat"],
      ["Relu", ["flat"], "r"],
      ["MatMul", ["r", "k"], "p"],
      ["Gemm", ["p", "g", "b"], "y", { transB: 1 }],
    ],
    output: [7],
    layers: ["1×1, 3", "flatten", "ReLU", "5", "7"],
  },
  {
    name: "a layer norm over the last axis, between maps with their channels first",
    constants: { g: drawn(3), b: drawn(3), pads: ints(0, 1, 0, 0, 0, 0, 2, 0) },
    nodes: [
      ["Transpose", ["x"], "last", { perm: [0, 2, 3, 1] }],
      ["LayerNormalization", ["last", "g", "b"], "n", { axis: -1 }],
      ["Pad", ["n", "pads"], "p"],
      ["Softmax", ["p"], "s", { axis: -1 }],
      ["Transpose", ["s"], "y", { perm: [0, 3, 1, 2] }],
    ],
    output: [3, 7, 7],
    layers: ["LN", "pad 1, 2, 0, 0", "softmax"],
  },
  {
    name: "a map as the answer, its channels last as well",
    input: [4, 5, 3],
    constants: { w: drawn(2, 3, 1, 1) },
    nodes: [
      ["Transpose", ["x"], "t", { perm: [0, 3, 1, 2] }],
      ["Conv", ["t", "w"], "conv"],
      ["Transpose", ["conv"], "y", { perm: [0, 2, 3, 1] }],
    ],
    output: [4, 5, 2],
    layers: ["1×1, 2"],
  },
  {
    name: "a map as the answer, its channels first where the image has them last",
    input: [4, 5, 3],
    constants: { w: drawn(2, 3, 1, 1) },
    nodes: [
      ["Transpose", ["x"], "t", { perm: [0, 3, 1, 2] }],
      ["Conv", ["t", "w"], "y"],
    ],
    output: [2, 4, 5],
    layers: ["1×1, 2"],
  },
];
