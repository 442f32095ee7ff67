import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createAnalyser } from "../../../../shared/analysis/analyse";
import { leavesOf } from "../../../../shared/analysis/leaves";
import type { Engine } from "../../../../shared/contracts/engine";
import { createNodeEngine } from "../../../../shared/engine/create-node-engine";
import { readOnnx } from "../../../../shared/formats/onnx/read/read-onnx";
import { float } from "../../../../shared/layers/node-kit";
import { layers } from "../../../../shared/layers/registry";
import { drawn, ints, type Operators, operatorModel, scalar } from "../../../helpers/operator-model";

/** What other programs write, and the layers that it is, by their captions. */
interface Case extends Operators {
  readonly name: string;
  readonly layers: readonly string[];
}

const MAP = [3, 6, 5] as const;

const ACTIVATIONS: readonly Case[] = [
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

const COMBINATIONS: readonly Case[] = [
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

const REARRANGED: readonly Case[] = [
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

const RESIZED: readonly Case[] = [
  {
    name: "as version 7 has it: scales as an attribute",
    opset: 7,
    nodes: [["Upsample", ["x"], "y", { mode: "nearest", scales: { floats: [1, 1, 2, 3] } }]],
    output: [3, 12, 15],
    layers: ["×(2, 3) nearest"],
  },
  {
    name: "as version 9 has it, bilinear from the first pixel",
    opset: 9,
    constants: { s: { shape: [4], floats: [1, 1, 2, 2] } },
    nodes: [["Upsample", ["x", "s"], "y", { mode: "linear" }]],
    output: [3, 12, 10],
    layers: ["×2 bilinear"],
  },
  {
    name: "as version 10 has it",
    opset: 10,
    constants: { s: { shape: [4], floats: [1, 1, 4, 2] } },
    nodes: [["Resize", ["x", "s"], "y", { mode: "nearest" }]],
    output: [3, 24, 10],
    layers: ["×(4, 2) nearest"],
  },
  {
    name: "as PyTorch asks for twice the size and for the size of the input",
    opset: 11,
    constants: {
      none: { shape: [0], floats: [] },
      s: { shape: [4], floats: [1, 1, 2, 2] },
      two: ints(2),
      zero: ints(0),
      hw: ints(7, 9),
    },
    nodes: [
      [
        "Resize",
        ["x", "none", "s"],
        "a",
        { mode: "nearest", coordinate_transformation_mode: "asymmetric", nearest_mode: "floor" },
      ],
      ["Shape", ["a"], "shape"],
      ["Slice", ["shape", "zero", "two", "zero"], "nc"],
      ["Concat", ["nc", "hw"], "sizes", { axis: 0 }],
      [
        "Resize",
        ["a", "none", "none", "sizes"],
        "y",
        { mode: "linear", coordinate_transformation_mode: "pytorch_half_pixel" },
      ],
    ],
    output: [3, 7, 9],
    layers: ["×2 nearest", "to 7×9 bilinear"],
  },
  {
    name: "aligned by its corners, of the axes that are named",
    opset: 18,
    constants: { sizes: ints(9, 8) },
    nodes: [
      [
        "Resize",
        ["x", "", "", "sizes"],
        "y",
        { axes: [2, 3], mode: "linear", coordinate_transformation_mode: "align_corners" },
      ],
    ],
    output: [3, 9, 8],
    layers: ["to 9×8 bilinear"],
  },
  {
    name: "an average over zeros that were put around before",
    opset: 11,
    constants: { pads: ints(0, 0, 1, 1, 0, 0, 1, 1) },
    nodes: [
      ["Pad", ["x", "pads"], "p"],
      ["AveragePool", ["p"], "y", { kernel_shape: [3, 3], strides: [1, 1], pads: [0, 0, 0, 0] }],
    ],
    output: MAP,
    layers: ["avg 3×3"],
  },
  {
    name: "frames of mirrored and of outermost pixels, of all axes and of those that are named",
    opset: 18,
    constants: { all: ints(0, 0, 1, 2, 0, 0, 3, 0), two: ints(2, 1, 0, 4), axes: ints(-2, -1) },
    nodes: [
      ["Pad", ["x", "all"], "p", { mode: "reflect" }],
      ["Pad", ["p", "two", "", "axes"], "y", { mode: "edge" }],
    ],
    output: [3, 12, 12],
    layers: ["reflect 1, 0, 3, 2", "edge 2, 4, 0, 1"],
  },
  {
    name: "nearest by ONNX's own rounding",
    constants: { s: { shape: [4], floats: [1, 1, 3, 2] } },
    nodes: [["Resize", ["x", "", "s"], "y"]],
    output: [3, 18, 10],
    layers: ["×(3, 2) nearest"],
  },
];

const NORMS: readonly Case[] = [
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
];

const ADDED: readonly Case[] = [
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

/** As TensorFlow's converters leave it. */
const CHANNELS_LAST: readonly Case[] = [
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
];

let engine: Engine;
beforeAll(() => {
  engine = createNodeEngine("wasm");
});
afterAll(() => engine.dispose());

describe.each([
  { what: "activations", cases: ACTIVATIONS },
  { what: "combinations", cases: COMBINATIONS },
  { what: "parts and pools", cases: REARRANGED },
  { what: "maps that are resized", cases: RESIZED },
  { what: "norms", cases: NORMS },
  { what: "constants for each channel", cases: ADDED },
  { what: "channels that come last", cases: CHANNELS_LAST },
])("$what", ({ cases }) => {
  test.each(cases)("$name", async (each) => {
    const model = await operatorModel(each);
    expect(captions(model)).toEqual(each.layers);
    const [output] = await engine.verifyFile({ model, files: {}, seed: 1 });
    expect(output?.difference).toBeLessThan(1e-5);
  });
});

/** Of the layers behind the image, in order. */
function captions(model: ArrayBuffer): readonly string[] {
  const analysis = createAnalyser().analyse(readOnnx(model, { name: "file" }).document);
  return [...leavesOf(analysis)].slice(1).map(({ node }) => {
    const layer = layers.require(node.type);
    return layer.caption?.(node.params as never) ?? layer.title;
  });
}
