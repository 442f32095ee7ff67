import { type FaultCase, testFaults } from "./fault-cases";

const CASES: readonly FaultCase[] = [
  {
    name: "adding a shortcut that was not shrunk and widened",
    type: "add",
    inputs: [
      [28, 28, 128],
      [56, 56, 64],
    ],
    message: "Input 1 is 28×28×128 and input 2 is 56×56×64: they cannot be added.",
    expected: "inputs of one shape",
    received: "28×28×128 and 56×56×64",
    fixes: [
      "Project input 2 to 28×28×128 by a 1×1 convolution with stride 2",
      "Pad input 2 with zero channels to 28×28×128 with stride 2",
    ],
  },
  {
    name: "adding maps of equal size and different widths",
    type: "add",
    inputs: [
      [7, 7, 256],
      [7, 7, 64],
    ],
    message: "Input 1 is 7×7×256 and input 2 is 7×7×64: they cannot be added.",
    expected: "inputs of one shape",
    received: "7×7×256 and 7×7×64",
    fixes: [
      "Project input 1 to 7×7×64 by a 1×1 convolution",
      "Project input 2 to 7×7×256 by a 1×1 convolution",
      "Pad input 2 with zero channels to 7×7×256",
    ],
  },
  {
    name: "adding a map and a vector",
    type: "add",
    inputs: [[7, 7, 64], [64]],
    message: "Input 1 is 7×7×64 and input 2 is 64: they cannot be added.",
    expected: "inputs of one shape",
    received: "7×7×64 and 64",
    fixes: ["Average each channel of input 1 first"],
  },
  {
    name: "stacking a vector and a map",
    type: "concat",
    inputs: [[64], [7, 7, 32]],
    message: "Input 1 is 64 and input 2 is 7×7×32: their channels cannot be stacked.",
    expected: "inputs of one height and width",
    received: "64 and 7×7×32",
    fixes: ["Average each channel of input 2 first", "Flatten input 2 first"],
  },
  {
    name: "adding vectors of different lengths",
    type: "add",
    inputs: [[10], [12]],
    message: "Input 1 is 10 and input 2 is 12: they cannot be added.",
    expected: "inputs of one shape",
    received: "10 and 12",
    fixes: ["Bring input 2 to 10 features by a dense layer"],
  },
  {
    name: "adding a pixel of other channels",
    type: "add",
    inputs: [
      [1, 1, 16],
      [7, 7, 64],
    ],
    message: "Input 1 is 1×1×16 and input 2 is 7×7×64: they cannot be added.",
    expected: "inputs of one shape",
    received: "1×1×16 and 7×7×64",
    fixes: ["Project input 2 to 1×1×16 by a 1×1 convolution with stride 7"],
  },
  {
    name: "a gate of fewer channels than its map",
    type: "multiply",
    inputs: [
      [56, 56, 64],
      [1, 1, 16],
    ],
    message: "Input 1 is 56×56×64 and input 2 is 1×1×16: they cannot be multiplied.",
    expected: "inputs of one shape; sides of one pixel and single channels are repeated",
    received: "56×56×64 and 1×1×16",
    fixes: [
      "Bring input 2 to 64 channels by a 1×1 convolution",
      "Bring input 1 to 16 channels by a 1×1 convolution",
    ],
  },
  {
    name: "a gate of fewer features than its map has channels",
    type: "multiply",
    inputs: [[16], [56, 56, 64]],
    message: "Input 1 is 16 and input 2 is 56×56×64: they cannot be multiplied.",
    expected: "inputs of one shape; sides of one pixel and single channels are repeated",
    received: "16 and 56×56×64",
    fixes: [
      "Bring input 2 to 16 channels by a 1×1 convolution",
      "Bring input 1 to 64 features by a dense layer",
    ],
  },
  {
    name: "a difference of maps of unlike size",
    type: "subtract",
    inputs: [
      [28, 28, 8],
      [14, 14, 8],
    ],
    message: "Input 1 is 28×28×8 and input 2 is 14×14×8: they cannot be subtracted.",
    expected: "inputs of one shape; sides of one pixel and single channels are repeated",
    received: "28×28×8 and 14×14×8",
    fixes: ["Average each channel of input 2 first", "Average each channel of input 1 first"],
  },
  {
    name: "a product of vectors of different lengths",
    type: "multiply",
    inputs: [[10], [12]],
    message: "Input 1 is 10 and input 2 is 12: they cannot be multiplied.",
    expected: "inputs of one shape; sides of one pixel and single channels are repeated",
    received: "10 and 12",
    fixes: ["Bring input 2 to 10 features by a dense layer"],
  },
  {
    name: "stacking maps of which one was pooled",
    type: "concat",
    inputs: [
      [14, 14, 64],
      [28, 28, 32],
    ],
    message: "Input 1 is 14×14×64 and input 2 is 28×28×32: their channels cannot be stacked.",
    expected: "inputs of one height and width",
    received: "14×14×64 and 28×28×32",
    fixes: ["Shrink input 2 to 14×14 by max pooling with stride 2"],
  },
  {
    name: "stacking maps of which one lost its border",
    type: "concat",
    inputs: [
      [26, 25, 64],
      [28, 28, 32],
    ],
    message: "Input 1 is 26×25×64 and input 2 is 28×28×32: their channels cannot be stacked.",
    expected: "inputs of one height and width",
    received: "26×25×64 and 28×28×32",
    fixes: ["Frame input 1 with zeros to 28×28"],
  },
];

testFaults(CASES);
