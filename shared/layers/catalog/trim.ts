import { type Fault, fault } from "../../base/fault";
import { err, ok } from "../../base/result";
import { defineLayer, ONE_INPUT } from "../define";
import { asMap, needsMap, only } from "../kinds";
import { intsOf, isComputed, mapInput, type ReadNode } from "../node-reader";
import { padding } from "../params";
import { isMap, type MapShape, shapeText } from "../shape";
import { torchFunction } from "../torch";
import type { Padding, Pads } from "../window";

const TO_THE_END = 2 ** 31 - 1;

export default defineLayer({
  type: "trim",
  title: "Trim",
  category: "reshape",
  summary: "Cuts rows and columns off the edges of a map.",
  documentation:
    "The opposite of zero padding. What it cuts off is lost, so it stands where an enlarged map has a frame too much, or where a shortcut must shrink as its branch does that convolves without padding. A Crop does the same by the size of another map.",
  formula: "y_{i,j,c} = x_{i + t,\\; j + l,\\; c}",
  source:
    "Ronneberger, Fischer, Brox, U-Net: Convolutional Networks for Biomedical Image Segmentation, 2015, arXiv 1505.04597, section 2 (crops what its shortcuts carry)",
  keywords: ["cropping", "cut", "edge", "u-net"],
  params: {
    margin: padding({
      label: "Margin",
      help: "Rows and columns that are cut off: top, right, bottom, left.",
      default: [1, 1, 1, 1],
    }),
  },
  inputs: ONE_INPUT,
  infer({ margin }, [x]) {
    if (!x || !isMap(x)) return err(needsMap("A trim", x));
    if (typeof margin === "string") return err(noNumbers(margin));
    const [height, width] = trimmed(x, margin);
    return height > 0 && width > 0 ? ok([height, width, x[2]] as const) : err(tooMuch(x, margin));
  },
  // Where each output pixel comes from; a frame with less than nothing around.
  window({ margin }) {
    const [top, right, bottom, left] = edges(margin);
    return { kernel: [1, 1], stride: [1, 1], padding: [0 - top, 0 - right, 0 - bottom, 0 - left] };
  },
  compute(kit, { params, inputs, outputShape }) {
    const [top, , , left] = edges(params.margin);
    const [height, width] = asMap(outputShape);
    return kit.crop(only(inputs), { offset: [top, left], size: [height, width] });
  },
  toOnnx(kit, { params, inputs }) {
    const [top, right, bottom, left] = edges(params.margin);
    // Counted from the end, by which it is told from a crop to the size of another map.
    const ends = [bottom, right].map((pixels) => (pixels === 0 ? TO_THE_END : -pixels));
    return kit.node("Slice", [only(inputs), kit.ints([top, left]), kit.ints(ends), kit.ints([2, 3])]);
  },
  torch({ params, outputShape }) {
    const [top, , , left] = edges(params.margin);
    const [height, width] = asMap(outputShape);
    return torchFunction(([x]) => `${x}[:, :, ${top}:${top + height}, ${left}:${left + width}]`);
  },
  fromOnnx: [{ operator: "Slice", read: readSlice }],
  caption: ({ margin }) => (typeof margin === "string" ? `trim ${margin}` : `trim ${margin.join(", ")}`),
  examples: [
    // The first shortcut of U-Net that is cut to its branch.
    {
      params: { margin: [4, 4, 4, 4] },
      inputs: [[64, 64, 512]],
      output: [56, 56, 512],
      parameters: 0,
      macs: 0,
    },
    { params: { margin: [0, 1, 2, 3] }, inputs: [[6, 9, 2]], output: [4, 5, 2] },
    { inputs: [[4, 5, 3]], output: [2, 3, 3] },
  ],
});

function edges(margin: Padding): Pads {
  return typeof margin === "string" ? [0, 0, 0, 0] : margin;
}

function trimmed([height, width]: MapShape, [top, right, bottom, left]: Pads): readonly [number, number] {
  return [height - top - bottom, width - left - right];
}

function noNumbers(margin: string): Fault {
  return fault(`There is no window that "${margin}" could follow.`, "four whole numbers", margin, {
    label: "Cut 1 off every side",
    params: { margin: [1, 1, 1, 1] },
  });
}

function tooMuch(x: MapShape, margin: Pads): Fault {
  const message = `The margins ${margin.join(", ")} leave nothing of ${x[0]}×${x[1]}.`;
  const fix = { label: "Cut nothing off", params: { margin: [0, 0, 0, 0] } };
  return fault(message, `a map larger than the margins ${margin.join(", ")}`, shapeText(x), fix);
}

/** Rows and columns that a file takes out of a map, between limits that it says. */
function readSlice(node: ReadNode) {
  const input = mapInput(node);
  const [starts, ends, axes, steps] = ["starts", "ends", "axes", "steps"].map((name, index) =>
    intsOf(node, name, index + 1),
  );
  if (!input || !starts || !ends || !axes || isComputed(node, 4) || (steps ?? []).some((step) => step !== 1))
    return null;
  const margin = [0, 0, 0, 0];
  for (const [at, axis] of axes.entries()) {
    const side = axis < 0 ? axis + 4 : axis;
    if (side !== 2 && side !== 3) return null;
    const size = input.shape[side - 2] as number;
    const within = (limit: number): number => Math.max(0, Math.min(size, limit < 0 ? limit + size : limit));
    margin[side === 2 ? 0 : 3] = within(starts[at] as number);
    margin[side === 2 ? 2 : 1] = size - within(ends[at] as number);
  }
  return { params: { margin: margin as unknown as Pads }, inputs: [input] };
}
