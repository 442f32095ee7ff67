import { ints } from "../operator-model";
import { MAP, type OperatorCase } from "./operator-case";

export const SIZES_AND_FRAMES: readonly OperatorCase[] = [
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
    name: "padding as PyTorch works it out",
    opset: 13,
    constants: {
      ...{ none: ints(4), given: ints(1, 2, 3, 0), table: ints(-1, 2), zero: ints(0), back: ints(-1) },
      ...{ far: ints(-(2 ** 52)), all: ints(-1) },
    },
    nodes: [
      ["ConstantOfShape", ["none"], "zeros"],
      ["Cast", ["zeros"], "rest", { to: 7 }],
      ["Concat", ["given", "rest"], "pairs", { axis: 0 }],
      ["Reshape", ["pairs", "table"], "rows"],
      ["Slice", ["rows", "back", "far", "zero", "back"], "turned"],
      ["Transpose", ["turned"], "columns", { perm: [1, 0] }],
      ["Reshape", ["columns", "all"], "pads"],
      ["Pad", ["x", "pads"], "y", { mode: "reflect" }],
    ],
    output: [3, 9, 8],
    layers: ["reflect 3, 2, 0, 1"],
  },
  {
    name: "nearest by ONNX's own rounding",
    constants: { s: { shape: [4], floats: [1, 1, 3, 2] } },
    nodes: [["Resize", ["x", "", "s"], "y"]],
    output: [3, 18, 10],
    layers: ["×(3, 2) nearest"],
  },
];
