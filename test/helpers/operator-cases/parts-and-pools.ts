import { drawn, ints, scalar } from "../operator-model";
import { MAP, type OperatorCase } from "./operator-case";

export const PARTS_AND_POOLS: readonly OperatorCase[] = [
  {
    name: "parts of unequal sizes, the second of them last",
    opset: 11,
    input: [5, 4, 3],
    nodes: [
      ["Split", ["x"], ["a", "b"], { axis: 1, split: [2, 3] }],
      ["Relu", ["a"], "r"],
      ["Concat", ["b", "r"], "y", { axis: 1 }],
    ],
    output: [5, 4, 3],
    layers: ["channels 2 to 4", "channels 0 to 1", "ReLU", "concat"],
  },
  {
    name: "equal parts, of which one is not read",
    opset: 18,
    input: [8, 4, 3],
    nodes: [
      ["Split", ["x"], ["a", "unused", "b"], { axis: -3, num_outputs: 3 }],
      ["Concat", ["b", "a"], "y", { axis: 1 }],
    ],
    output: [5, 4, 3],
    layers: ["channels 6 to 7", "channels 0 to 2", "concat"],
  },
  {
    name: "channels cut out from behind",
    constants: { from: ints(-2), to: ints(1000), axis: ints(1) },
    nodes: [["Slice", ["x", "from", "to", "axis"], "y"]],
    output: [2, 6, 5],
    layers: ["channels 1 to 2"],
  },
  {
    name: "rows and columns that are cut off, with no map of that size at hand",
    constants: {
      from: ints(1, 0),
      to: ints(-2, 1000),
      axes: ints(2, 3),
      two: ints(2),
      far: ints(1000),
      last: ints(-1),
    },
    nodes: [
      ["Slice", ["x", "from", "to", "axes"], "s"],
      ["Slice", ["s", "two", "far", "last"], "y"],
    ],
    output: [3, 3, 3],
    layers: ["trim 1, 0, 2, 0", "trim 0, 0, 0, 2"],
  },
  {
    name: "axes that go one after the other, of means and of pixels",
    constants: { last: ints(-1), third: ints(2) },
    nodes: [
      ["ReduceMean", ["x"], "rows", { axes: [3], keepdims: 0 }],
      ["ReduceMean", ["rows"], "a", { axes: [2], keepdims: 0 }],
      ["GlobalAveragePool", ["x"], "p"],
      ["Relu", ["p"], "r"],
      ["Squeeze", ["r", "last"], "s"],
      ["Squeeze", ["s", "last"], "b"],
      ["Add", ["a", "b"], "y"],
    ],
    output: [3],
    layers: ["global avg", "global avg", "ReLU", "flatten", "+"],
  },
  {
    name: "vectors of channels at length one",
    constants: { least: scalar(1e-12) },
    nodes: [
      ["ReduceL2", ["x"], "l", { axes: [1] }],
      ["Clip", ["l", "least"], "c"],
      ["Shape", ["x"], "s"],
      ["Expand", ["c", "s"], "e"],
      ["Div", ["x", "e"], "n"],
      ["Softmax", ["n"], "y", { axis: -3 }],
    ],
    output: MAP,
    layers: ["L2", "softmax"],
  },
  {
    name: "sums of maps, and a gate for pixels",
    constants: { axes: ints(2, 3), w: drawn(1, 2, 3, 3) },
    nodes: [
      ["ReduceMean", ["x"], "mean", { axes: [1], keepdims: 1 }],
      ["ReduceMax", ["x"], "max", { axes: [-3], keepdims: 1 }],
      ["Concat", ["mean", "max"], "both", { axis: 1 }],
      ["Conv", ["both", "w"], "c", { pads: [1, 1, 1, 1] }],
      ["Sigmoid", ["c"], "gate"],
      ["Mul", ["x", "gate"], "m"],
      ["ReduceSum", ["m", "axes"], "y", { keepdims: 0 }],
    ],
    output: [3],
    layers: ["channel mean", "channel max", "concat", "3×3, 1", "Sigmoid", "×", "global sum"],
  },
  {
    name: "features of a vector",
    constants: { from: ints(1), to: ints(3), axis: ints(-1) },
    nodes: [
      ["ReduceMax", ["x"], "v", { axes: [-1, -2], keepdims: 0 }],
      ["Slice", ["v", "from", "to", "axis"], "y"],
    ],
    output: [2],
    layers: ["global max", "channels 1 to 2"],
  },
  {
    name: "pools over whole maps that become vectors",
    constants: { shape: ints(0, -1) },
    nodes: [
      ["GlobalMaxPool", ["x"], "m"],
      ["Flatten", ["m"], "a"],
      ["ReduceMean", ["x"], "n", { axes: [2, 3] }],
      ["Reshape", ["n", "shape"], "b"],
      ["Sub", ["a", "b"], "y"],
    ],
    output: [3],
    layers: ["global max", "global avg", "−"],
  },
];
