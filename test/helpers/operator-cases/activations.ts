import { float } from "../../../shared/layers/node-kit";
import { drawn, scalar } from "../operator-model";
import { MAP, type OperatorCase } from "./operator-case";

export const ACTIVATIONS: readonly OperatorCase[] = [
  {
    name: "a SiLU is no gate",
    nodes: [
      ["Sigmoid", ["x"], "s"],
      ["Mul", ["x", "s"], "y"],
    ],
    output: MAP,
    layers: ["SiLU"],
  },
  {
    name: "a gate is no SiLU",
    nodes: [
      ["GlobalAveragePool", ["x"], "p"],
      ["Sigmoid", ["p"], "s"],
      ["Mul", ["s", "x"], "y"],
    ],
    output: MAP,
    layers: ["global avg", "Sigmoid", "×"],
  },
  {
    name: "a hard swish of its own operators",
    nodes: [
      ["HardSigmoid", ["x"], "s", { alpha: float(1 / 6), beta: float(0.5) }],
      ["Mul", ["x", "s"], "y"],
    ],
    output: MAP,
    layers: ["Hard swish"],
  },
  {
    name: "a hard swish as old exporters spell it: divided last",
    opset: 9,
    constants: { three: scalar(3), six: scalar(6) },
    nodes: [
      ["Add", ["x", "three"], "a"],
      ["Clip", ["a"], "c", { min: float(0), max: float(6) }],
      ["Mul", ["x", "c"], "m"],
      ["Div", ["m", "six"], "y"],
    ],
    output: MAP,
    layers: ["Hard swish"],
  },
  {
    name: "a hard swish whose gate is divided first",
    constants: { three: scalar(3), zero: scalar(0), six: scalar(6) },
    nodes: [
      ["Add", ["x", "three"], "a"],
      ["Clip", ["a", "zero", "six"], "c"],
      ["Div", ["c", "six"], "g"],
      ["Mul", ["g", "x"], "y"],
    ],
    output: MAP,
    layers: ["Hard swish"],
  },
  {
    name: "a hard sigmoid spelled out",
    constants: { three: scalar(3), zero: scalar(0), six: scalar(6) },
    nodes: [
      ["Add", ["x", "three"], "a"],
      ["Clip", ["a", "zero", "six"], "c"],
      ["Div", ["c", "six"], "y"],
    ],
    output: MAP,
    layers: ["Hard sigmoid"],
  },
  {
    name: "a hard sigmoid of ONNX's own slope",
    nodes: [["HardSigmoid", ["x"], "y"]],
    output: MAP,
    layers: ["Hard sigmoid"],
  },
  {
    name: "bounds as attributes, and as inputs of which one is left out",
    opset: 10,
    nodes: [
      ["Clip", ["x"], "c", { min: float(-0.5) }],
      ["Clip", ["c"], "y", { min: float(0), max: float(3.4028234663852886e38) }],
    ],
    output: MAP,
    layers: ["clip -0.5 to 1000000000", "ReLU"],
  },
  {
    name: "a Mish of three operators",
    nodes: [
      ["Softplus", ["x"], "p"],
      ["Tanh", ["p"], "t"],
      ["Mul", ["x", "t"], "y"],
    ],
    output: MAP,
    layers: ["Mish"],
  },
  {
    name: "slopes by channel, and one for all",
    constants: { each: drawn(3, 1, 1), one: drawn(1) },
    nodes: [
      ["PRelu", ["x", "each"], "p"],
      ["PRelu", ["p", "one"], "y"],
    ],
    output: MAP,
    layers: ["PReLU", "PReLU"],
  },
];
