import { fault } from "../../base/fault";
import { err, ok } from "../../base/result";
import { defineLayer, ONE_INPUT } from "../define";
import { asMap, needsMap, only } from "../kinds";
import { padMap } from "../node-kit";
import { readZeroPad } from "../onnx-window-readers";
import { padding } from "../params";
import { isMap } from "../shape";
import { padded, torchFunction } from "../torch";
import { type Padding, resolveWindow, windowOf } from "../window";

export default defineLayer({
  type: "zero-pad",
  title: "Zero padding",
  category: "reshape",
  summary: "Frames the map with zeros.",
  documentation:
    "Most layers pad by themselves. This one is for frames that no layer could add: more than a pool allows, or different in front of several readers.",
  formula:
    "y_{i,j,c} = \\begin{cases} x_{i-t,\\,j-l,\\,c} & \\text{inside} \\\\ 0 & \\text{outside} \\end{cases}",
  source:
    "Long, Shelhamer, Darrell, Fully Convolutional Networks, 2015, arXiv 1411.4038 (pads the image by 100)",
  keywords: ["pad", "border"],
  params: {
    padding: padding({
      label: "Padding",
      help: "Rows and columns of zeros: top, right, bottom, left.",
      default: [1, 1, 1, 1],
    }),
  },
  inputs: ONE_INPUT,
  infer({ padding: pads }, [x]) {
    if (!x || !isMap(x)) return err(needsMap("Zero padding", x));
    if (typeof pads === "string") {
      return err(
        fault(`There is no window that "${pads}" could follow.`, "four whole numbers", pads, {
          label: "Pad by 1 on every side",
          params: { padding: [1, 1, 1, 1] },
        }),
      );
    }
    const window = resolveWindow(onePixel(pads), x);
    return window.ok ? ok([...window.value.output, x[2]] as const) : window;
  },
  window: ({ padding: pads }) => onePixel(pads),
  compute: (kit, { params, inputs, inputShapes }) =>
    kit.zeroPad(only(inputs), windowOf(onePixel(params.padding), asMap(only(inputShapes))).pads),
  toOnnx: (kit, { params, inputs, inputShapes }) =>
    padMap(kit, only(inputs), windowOf(onePixel(params.padding), asMap(only(inputShapes))).pads),
  torch({ params, inputShapes }) {
    const { pads } = windowOf(onePixel(params.padding), asMap(only(inputShapes)));
    return torchFunction((inputs) => padded(only(inputs), pads));
  },
  fromOnnx: [
    {
      operator: "Pad",
      read(node) {
        const padded = readZeroPad(node);
        return padded && padded.channels === 0
          ? { params: { padding: padded.pads }, inputs: [padded.input] }
          : null;
      },
    },
  ],
  caption: ({ padding: pads }) => (typeof pads === "string" ? `pad ${pads}` : `pad ${pads.join(", ")}`),
  examples: [
    { inputs: [[4, 5, 3]], output: [6, 7, 3], parameters: 0, macs: 0 },
    { params: { padding: [0, 1, 2, 3] }, inputs: [[4, 5, 2]], output: [6, 9, 2] },
  ],
});

/** Padding is a window of one pixel that also visits the frame. */
function onePixel(pads: Padding) {
  return { kernel: [1, 1], stride: [1, 1], padding: pads } as const;
}
