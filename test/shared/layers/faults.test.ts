import { describe, expect, test } from "vitest";
import { createAnalyser } from "../../../shared/analysis/analyse";
import { applyFix } from "../../../shared/analysis/apply-fix";
import type { Fix } from "../../../shared/base/fault";
import { type Document, emptyDocument, MAIN_GRAPH, type Params } from "../../../shared/graph/document";
import { layerParams } from "../../../shared/layers/registry";
import type { Shape } from "../../../shared/layers/shape";
import { graph, layer } from "../../helpers/graphs";

/** The layer "it" behind one image per shape; a vector is an image of one row, flattened. */
function network(type: string, params: Params, shapes: readonly Shape[]): Document {
  const nodes = [layer("it", type, layerParams(type, params))];
  const edges: string[] = [];
  for (const [port, shape] of shapes.entries()) {
    const [height = 1, width = 1, channels = 1] = shape.length === 3 ? shape : [1, 1, shape[0]];
    nodes.push(layer(`image${port}`, "input", { height, width, channels }));
    if (shape.length === 3) edges.push(`image${port}>it:${port}`);
    else {
      nodes.push(layer(`flat${port}`, "flatten"));
      edges.push(`image${port}>flat${port}`, `flat${port}>it:${port}`);
    }
  }
  return { ...emptyDocument("test"), graph: graph(nodes, edges) };
}

function problemsOf(document: Document) {
  return createAnalyser().analyse(document).problems;
}

function mended(document: Document, fix: Fix): Document {
  return applyFix(MAIN_GRAPH, "it", fix)(document);
}

/** What the person sees, and the remedies on offer. */
const CASES: readonly {
  readonly name: string;
  readonly type: string;
  readonly params?: Params;
  readonly inputs: readonly Shape[];
  readonly message: string;
  readonly expected: string;
  readonly received: string;
  readonly fixes: readonly string[];
}[] = [
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
  {
    name: "a dense layer behind a map",
    type: "dense",
    inputs: [[7, 7, 512]],
    message: "A dense layer works on a vector of features, and a map came in.",
    expected: "a vector such as 4096",
    received: "7×7×512",
    fixes: ["Flatten the map first", "Average each channel first"],
  },
  {
    name: "a window larger than the map",
    type: "conv2d",
    params: { kernel: [7, 7], padding: [0, 0, 0, 0] },
    inputs: [[5, 9, 3]],
    message: "The 7×7 window is larger than its padded input of 5×9.",
    expected: "an input of at least 7×7 pixels with its padding",
    received: "5×9 and padding of 0 and 0",
    fixes: ["Pad to keep the size", "Shrink the kernel to 5×7"],
  },
  {
    name: "groups that do not divide the channels",
    type: "conv2d",
    params: { filters: 64, groups: 3 },
    inputs: [[8, 8, 12]],
    message: "3 groups do not divide 12 input channels and 64 filters evenly.",
    expected: "channels and filters that are multiples of 3",
    received: "12 channels, 64 filters",
    fixes: ["Use 1 group", "Use 63 filters"],
  },
  {
    name: "a pool padded by more than its kernel",
    type: "max-pool",
    params: { kernel: [2, 3], padding: [2, 2, 1, 4] },
    inputs: [[8, 8, 2]],
    message: "Some windows would lie in the padding alone and hold no pixel.",
    expected: "padding smaller than the 2×3 kernel on every side",
    received: "2, 2, 1, 4",
    fixes: ["Pad by 1, 2, 1, 2"],
  },
  {
    name: "an even neighbourhood of channels",
    type: "lrn",
    params: { size: 4 },
    inputs: [[8, 8, 2]],
    message: "An even number of channels has no middle one.",
    expected: "an odd size",
    received: "4",
    fixes: ["Use 5 channels"],
  },
  {
    name: "a shortcut that would lose channels",
    type: "shortcut-pad",
    params: { filters: 16 },
    inputs: [[8, 8, 32]],
    message: "A padded shortcut can only add channels.",
    expected: "at least the 32 channels that come in",
    received: "16",
    fixes: ["Use 32 filters"],
  },
  {
    name: "padding that no window explains",
    type: "zero-pad",
    params: { padding: "same" },
    inputs: [[8, 8, 32]],
    message: 'There is no window that "same" could follow.',
    expected: "four whole numbers",
    received: "same",
    fixes: ["Pad by 1 on every side"],
  },
  {
    name: "a convolution behind a vector",
    type: "conv2d",
    inputs: [[64]],
    message: "A convolution works on a map of height, width and channels.",
    expected: "a map such as 28×28×64",
    received: "a vector of 64 features",
    fixes: [],
  },
  {
    name: "a transposed convolution whose output padding a whole step would cover",
    type: "conv-transpose2d",
    params: { outputPadding: [2, 1] },
    inputs: [[4, 4, 8]],
    message: "The output padding only tells apart sizes that a stride would round to the same.",
    expected: "output padding smaller than the stride of 2×2",
    received: "2×1",
    fixes: ["Use an output padding of 1×1"],
  },
  {
    name: "output padding where the stride alone decides",
    type: "conv-transpose2d",
    params: { padding: "same", outputPadding: [1, 0] },
    inputs: [[4, 4, 8]],
    message:
      'With "same" padding the output is the input times the stride, and output padding says otherwise.',
    expected: "no output padding",
    received: "1×0",
    fixes: ["Leave out the output padding"],
  },
  {
    name: "a transposed convolution that cuts off all it wrote",
    type: "conv-transpose2d",
    params: { padding: [4, 4, 4, 4] },
    inputs: [[3, 3, 8]],
    message: "The padding cuts off the whole output.",
    expected: "padding that leaves at least one pixel",
    received: "4, 4, 4, 4",
    fixes: ["Cut off nothing"],
  },
  {
    name: "a transposed convolution in groups that do not divide",
    type: "conv-transpose2d",
    params: { filters: 21, groups: 3 },
    inputs: [[3, 3, 8]],
    message: "3 groups do not divide 8 input channels and 21 filters evenly.",
    expected: "channels and filters that are multiples of 3",
    received: "8 channels, 21 filters",
    fixes: ["Use 1 group"],
  },
  {
    name: "a shuffle of channels that do not fall into groups",
    type: "channel-shuffle",
    params: { groups: 3 },
    inputs: [[7, 7, 100]],
    message: "3 groups do not divide 100 channels evenly.",
    expected: "channels that are a multiple of 3",
    received: "100",
    fixes: ["Use 1 group"],
  },
  {
    name: "a crop that reaches out of its map",
    type: "crop",
    params: { offset: [5, 5] },
    inputs: [
      [44, 44, 21],
      [40, 40, 21],
    ],
    message: "A crop of 40×40 from row 5 and column 5 reaches out of 44×44.",
    expected: "a first input of at least 45×45",
    received: "44×44×21",
    fixes: ["Crop from the centre: offset 2, 2"],
  },
  {
    name: "a crop to a size larger than its map",
    type: "crop",
    inputs: [
      [30, 50, 21],
      [40, 40, 21],
    ],
    message: "A crop of 40×40 from row 0 and column 0 reaches out of 30×50.",
    expected: "a first input of at least 40×40",
    received: "30×50×21",
    fixes: [],
  },
];

describe.each(CASES.map((each) => [each.name, each] as const))("%s", (_, each) => {
  const document = network(each.type, each.params ?? {}, each.inputs);

  test("is told in plain words", () => {
    const { message, expected, received, fixes } = each;
    expect(
      problemsOf(document).map((problem) => ({
        ...problem,
        fixes: problem.fixes.map(({ label }) => label),
      })),
    ).toEqual([{ path: "it", message, expected, received, fixes }]);
  });

  test("is gone after any of its remedies", () => {
    const [problem] = problemsOf(document);
    const left = problem?.fixes.map((fix) => [fix.label, problemsOf(mended(document, fix))]);
    expect(left).toEqual(problem?.fixes.map(({ label }) => [label, []]));
  });
});
