import { fault } from "../../base/fault";
import { err, ok } from "../../base/result";
import { defineLayer, ONE_INPUT } from "../define";
import { needsMap, only } from "../kinds";
import { readBorderPad } from "../onnx-window-readers";
import { choice, padding } from "../params";
import { isMap, shapeText } from "../shape";
import { torchFunction } from "../torch";
import type { Padding, Pads } from "../window";

export default defineLayer({
  type: "border-pad",
  title: "Border padding",
  category: "reshape",
  summary: "Frames the map with its own pixels: mirrored ones, or those at its edge.",
  documentation:
    "Zeros around a map are an edge that the image has not got, and convolutions answer to it. A mirrored frame goes on as the image does; networks that paint images use it, since in their results such edges show.",
  formula: "y_{i,j,c} = x_{m(i - t),\\; m(j - l),\\; c}",
  source:
    "Johnson, Alahi, Fei-Fei, Perceptual Losses, 2016, arXiv 1603.08155, supplementary material, section 1",
  keywords: ["reflection", "reflect", "mirror", "replicate", "replication", "edge", "pad"],
  params: {
    padding: padding({
      label: "Padding",
      help: "Rows and columns of the frame: top, right, bottom, left.",
      default: [1, 1, 1, 1],
    }),
    mode: choice({
      label: "Filled with",
      help: "A mirror image, which leaves the outermost pixels themselves out, or the outermost pixels again and again.",
      default: "reflect",
      options: [
        { value: "reflect", label: "A mirror image" },
        { value: "edge", label: "The outermost pixels" },
      ],
    }),
  },
  inputs: ONE_INPUT,
  infer({ padding: pads, mode }, [x]) {
    if (!x || !isMap(x)) return err(needsMap("Border padding", x));
    const one = { label: "Pad by 1 on every side", params: { padding: [1, 1, 1, 1] } };
    if (typeof pads === "string") {
      return err(fault(`There is no window that "${pads}" could follow.`, "four whole numbers", pads, one));
    }
    const [top, right, bottom, left] = pads;
    const isTooFar = Math.max(top, bottom) >= x[0] || Math.max(left, right) >= x[1];
    if (mode === "edge" || !isTooFar) {
      return ok([x[0] + top + bottom, x[1] + left + right, x[2]] as const);
    }
    const edge = { label: "Repeat the outermost pixels instead", params: { mode: "edge" } };
    return err(
      fault(
        `A mirror of ${x[0]}×${x[1]} pixels has no ${Math.max(...pads)} to show.`,
        "padding smaller than the map",
        `${pads.join(", ")} around ${shapeText(x)}`,
        edge,
      ),
    );
  },
  window: ({ padding: pads }) =>
    edges(pads).some((pixels) => pixels > 0)
      ? "varying"
      : { kernel: [1, 1], stride: [1, 1], padding: "valid" },
  compute: (kit, { params, inputs }) => kit.borderPad(only(inputs), edges(params.padding), params.mode),
  toOnnx(kit, { params, inputs }) {
    const [top, right, bottom, left] = edges(params.padding);
    const pads = kit.ints([0, 0, top, left, 0, 0, bottom, right]);
    return kit.node("Pad", [only(inputs), pads], { mode: params.mode });
  },
  torch({ params: { padding: pads, mode } }) {
    const [top, right, bottom, left] = edges(pads);
    const spelled = mode === "edge" ? "replicate" : mode;
    return torchFunction(([x]) => `F.pad(${x}, (${left}, ${right}, ${top}, ${bottom}), mode="${spelled}")`);
  },
  fromOnnx: [
    {
      operator: "Pad",
      read(node) {
        const read = readBorderPad(node);
        return read && { params: { padding: read.pads, mode: read.mode }, inputs: [read.input] };
      },
    },
  ],
  caption: ({ padding: pads, mode }) =>
    `${mode} ${typeof pads === "string" ? pads : pads.every((side) => side === pads[0]) ? pads[0] : pads.join(", ")}`,
  examples: [
    // In front of the first convolution of a network that transfers style.
    {
      params: { padding: [4, 4, 4, 4] },
      inputs: [[256, 256, 3]],
      output: [264, 264, 3],
      parameters: 0,
      macs: 0,
    },
    { params: { padding: [1, 0, 2, 3] }, inputs: [[3, 5, 2]], output: [6, 8, 2] },
    { params: { padding: [0, 4, 1, 2], mode: "edge" }, inputs: [[2, 3, 3]], output: [3, 9, 3] },
  ],
});

function edges(pads: Padding): Pads {
  return typeof pads === "string" ? [0, 0, 0, 0] : pads;
}
