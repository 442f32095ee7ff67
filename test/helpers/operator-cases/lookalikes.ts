import { float } from "../../../shared/layers/node-kit";
import { drawn, ints, type Operators, scalar } from "../operator-model";

/** Operators that are nearly a layer of ours, and compute something else. */
export interface Lookalike extends Operators {
  readonly name: string;
  /** Type or operator of every layer, and its shape. */
  readonly layers: readonly string[];
}

const SPELLED_NORM = [
  ["ReduceMean", ["x"], "mean", { axes: [1] }],
  ["Sub", ["x", "mean"], "centred"],
  ["Mul", ["centred", "centred"], "square"],
  ["ReduceMean", ["square"], "variance", { axes: [1] }],
  ["Add", ["variance", "epsilon"], "sum"],
  ["Sqrt", ["sum"], "root"],
  ["Div", ["centred", "root"], "normal"],
  ["Mul", ["normal", "weight"], "scaled"],
  ["Add", ["scaled", "bias"], "y"],
] as const;

export const LOOKALIKES: readonly Lookalike[] = [
  {
    name: "a view that parts each image into two, by a size that is computed",
    input: [8, 4, 4],
    constants: {
      ...{ first: { shape: [], ints: [0] }, two: { shape: [], ints: [2] }, zero: ints(0), one: ints(1) },
      ...{ rest: ints(-1, 4, 4), from: ints(0), to: ints(2), back: ints(-1, 4, 4, 4) },
    },
    nodes: [
      ["Shape", ["x"], "all"],
      ["Gather", ["all", "first"], "n"],
      ["Mul", ["n", "two"], "twice"],
      ["Unsqueeze", ["twice", "zero"], "batch"],
      ["Concat", ["batch", "rest"], "sizes", { axis: 0 }],
      ["Reshape", ["x", "sizes"], "r"],
      ["Slice", ["r", "from", "to", "one"], "s"],
      ["Reshape", ["s", "back"], "y"],
    ],
    output: [4, 4, 4],
    layers: [
      "input 4×4×8",
      "Shape int64 4",
      "Gather int64 one number",
      "Mul int64 one number",
      "Unsqueeze int64 1",
      "Concat int64 4",
      "Reshape ?",
      "Slice ?",
      "Reshape 4×4×4",
    ],
  },
  {
    name: "the size of the batch as a factor and as an offset",
    constants: { first: { shape: [], ints: [0] } },
    nodes: [
      ["Shape", ["x"], "all"],
      ["Gather", ["all", "first"], "n"],
      ["Cast", ["n"], "f", { to: 1 }],
      ["Mul", ["x", "f"], "m"],
      ["Add", ["m", "f"], "y"],
    ],
    output: [3, 6, 5],
    layers: [
      "input 6×5×3",
      "Shape int64 4",
      "Gather int64 one number",
      "Cast one number",
      "Mul 6×5×3",
      "Add 6×5×3",
    ],
  },
  {
    name: "a vector for the columns of a map that is as wide as deep",
    input: [3, 6, 3],
    nodes: [
      ["GlobalAveragePool", ["x"], "p"],
      ["Flatten", ["p"], "v"],
      ["Mul", ["x", "v"], "y"],
    ],
    output: [3, 6, 3],
    layers: ["input 6×3×3", "global-avg-pool 3", "Mul 6×3×3"],
  },
  {
    name: "a pixel repeated to a map that nothing else has the size of",
    constants: { size: ints(1, 3, 8, 8) },
    nodes: [
      ["GlobalAveragePool", ["x"], "p"],
      ["Expand", ["p", "size"], "e"],
      ["Sigmoid", ["p"], "s"],
      ["Mul", ["e", "s"], "y"],
    ],
    output: [3, 8, 8],
    layers: ["input 6×5×3", "global-avg-pool 1×1×3", "Expand ?", "sigmoid 1×1×3", "Mul 8×8×3"],
  },
  {
    name: "the lengths of pixels, repeated to more rows than there are",
    input: [3, 1, 5],
    constants: { size: ints(1, 3, 6, 5), least: scalar(1e-12) },
    nodes: [
      ["ReduceL2", ["x"], "l", { axes: [1] }],
      ["Clip", ["l", "least"], "c"],
      ["Expand", ["c", "size"], "e"],
      ["Div", ["x", "e"], "y"],
    ],
    output: [3, 6, 5],
    layers: ["input 1×5×3", "ReduceL2 1×5×1", "clip 1×5×1", "Expand ?", "Div 6×5×3"],
  },
  {
    name: "a layer norm whose factors are for columns",
    input: [4, 4, 4],
    constants: { epsilon: scalar(1e-6), weight: drawn(4), bias: drawn(4) },
    nodes: SPELLED_NORM,
    output: [4, 4, 4],
    layers: ["input 4×4×4", "layer-norm 4×4×4", "Mul 4×4×4", "Add 4×4×4"],
  },
  {
    name: "a group norm whose factors are for columns",
    input: [4, 4, 4],
    constants: {
      ...{ apart: ints(0, 2, -1), back: ints(1, 4, 4, 4), weight: drawn(4), bias: drawn(4) },
      ...{ ones: { shape: [2], floats: [1, 1] }, zeros: { shape: [2], floats: [0, 0] } },
    },
    nodes: [
      ["Reshape", ["x", "apart"], "g"],
      ["InstanceNormalization", ["g", "ones", "zeros"], "n"],
      ["Reshape", ["n", "back"], "m"],
      ["Mul", ["m", "weight"], "w"],
      ["Add", ["w", "bias"], "y"],
    ],
    output: [4, 4, 4],
    layers: ["input 4×4×4", "group-norm 4×4×4", "Mul 4×4×4", "Add 4×4×4"],
  },
  {
    name: "a pool over whole maps, parted into vectors of two",
    input: [4, 3, 5],
    constants: { pairs: ints(-1, 2) },
    nodes: [
      ["GlobalAveragePool", ["x"], "p"],
      ["Reshape", ["p", "pairs"], "y"],
    ],
    output: [2],
    layers: ["input 3×5×4", "global-avg-pool 1×1×4", "Reshape 2"],
  },
  {
    name: "parts whose sizes are computed",
    input: [4, 6, 5],
    constants: { minus: ints(-1, -3) },
    nodes: [
      ["Abs", ["minus"], "sizes"],
      ["Split", ["x", "sizes"], ["a", "b"], { axis: 1 }],
      ["Concat", ["b", "a"], "y", { axis: 1 }],
    ],
    output: [4, 6, 5],
    layers: ["input 6×5×4", "Abs int64 2", "Split ?", "Split ?", "Concat 6×5×4"],
  },
  {
    name: "steps over channels and over rows that are computed",
    input: [4, 6, 5],
    constants: { minus: ints(-2), from: ints(0), to: ints(1000), one: ints(1), two: ints(2) },
    nodes: [
      ["Abs", ["minus"], "step"],
      ["Slice", ["x", "from", "to", "one", "step"], "c"],
      ["Slice", ["c", "from", "to", "two", "step"], "y"],
    ],
    output: [2, 3, 5],
    layers: ["input 6×5×4", "Abs int64 1", "Slice ?", "Slice 3×5×2"],
  },
  {
    name: "a transposed convolution whose odd pixel comes first, by the rule of old files",
    input: [2, 5, 5],
    constants: { w: drawn(2, 3, 3, 3) },
    nodes: [["ConvTranspose", ["x", "w"], "y", { strides: [2, 2], auto_pad: "SAME_LOWER" }]],
    output: [3, 10, 10],
    layers: ["input 5×5×2", "ConvTranspose 10×10×3"],
  },
  {
    name: "a layer norm whose offset is computed",
    input: [6, 2, 3],
    constants: { gamma: drawn(6), beta: drawn(6) },
    nodes: [
      ["GlobalAveragePool", ["x"], "p"],
      ["Flatten", ["p"], "v"],
      ["Erf", ["beta"], "computed"],
      ["LayerNormalization", ["v", "gamma", "computed"], "y", { axis: -1, epsilon: float(1e-5) }],
    ],
    output: [6],
    layers: ["input 2×3×6", "global-avg-pool 6", "Erf 6", "LayerNormalization 6"],
  },
];
