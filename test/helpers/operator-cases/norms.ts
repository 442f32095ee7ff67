import { float } from "../../../shared/layers/node-kit";
import { drawn, ints, scalar } from "../operator-model";
import { MAP, type OperatorCase } from "./operator-case";

export const NORMS: readonly OperatorCase[] = [
  {
    name: "an instance norm",
    constants: { scale: drawn(3), shift: drawn(3) },
    nodes: [["InstanceNormalization", ["x", "scale", "shift"], "y", { epsilon: float(0.01) }]],
    output: MAP,
    layers: ["IN"],
  },
  {
    name: "a group norm as PyTorch spells it",
    input: [6, 4, 5],
    constants: {
      ...{ apart: ints(0, 2, -1), back: ints(1, 6, 4, 5), weight: drawn(6, 1, 1), bias: drawn(6, 1, 1) },
      ...{ ones: { shape: [2], floats: [1, 1] }, zeros: { shape: [2], floats: [0, 0] } },
    },
    nodes: [
      ["Reshape", ["x", "apart"], "g"],
      ["InstanceNormalization", ["g", "ones", "zeros"], "n"],
      ["Reshape", ["n", "back"], "m"],
      ["Mul", ["m", "weight"], "w"],
      ["Add", ["w", "bias"], "y"],
    ],
    output: [6, 4, 5],
    layers: ["GN 2"],
  },
  {
    name: "a group norm of its own operator",
    opset: 21,
    input: [6, 4, 5],
    constants: { weight: drawn(6), bias: drawn(6) },
    nodes: [["GroupNormalization", ["x", "weight", "bias"], "y", { num_groups: 3 }]],
    output: [6, 4, 5],
    layers: ["GN 3"],
  },
  {
    name: "a layer norm over channels, spelled out, and one of features",
    input: [6, 4, 5],
    constants: {
      ...{ two: scalar(2), epsilon: scalar(1e-6), weight: drawn(6, 1, 1), bias: drawn(6, 1, 1) },
      ...{ gamma: drawn(6), beta: drawn(6) },
    },
    nodes: [
      ["ReduceMean", ["x"], "mean", { axes: [1] }],
      ["Sub", ["x", "mean"], "centred"],
      ["Pow", ["centred", "two"], "square"],
      ["ReduceMean", ["square"], "variance", { axes: [1] }],
      ["Add", ["variance", "epsilon"], "sum"],
      ["Sqrt", ["sum"], "root"],
      ["Div", ["centred", "root"], "normal"],
      ["Mul", ["normal", "weight"], "scaled"],
      ["Add", ["scaled", "bias"], "map"],
      ["GlobalAveragePool", ["map"], "pixel"],
      ["Flatten", ["pixel"], "features"],
      ["LayerNormalization", ["features", "gamma", "beta"], "y", { axis: -1 }],
    ],
    output: [6],
    layers: ["LN", "global avg", "LN"],
  },
  {
    name: "norms whose factors are called as our files call what no one trained",
    constants: {
      "norm/constant_1": { shape: [3], floats: [5, 6, 7] },
      "norm/constant_2": { shape: [3], floats: [1, 2, 3] },
      ...{ mean: drawn(3), variance: { shape: [3], floats: [1, 2, 3] } },
    },
    nodes: [
      ["InstanceNormalization", ["x", "norm/constant_1", "norm/constant_2"], "i"],
      ["BatchNormalization", ["i", "norm/constant_1", "norm/constant_2", "mean", "variance"], "n"],
      ["GlobalMaxPool", ["n"], "p"],
      ["Flatten", ["p"], "f"],
      ["LayerNormalization", ["f", "norm/constant_1", "norm/constant_2"], "y"],
    ],
    output: [3],
    layers: ["IN", "BN", "global max", "LN"],
  },
];
