import { type Fault, fault } from "../../base/fault";
import { err, ok } from "../../base/result";
import { defineLayer } from "../define";
import { asMap, needsMap, only } from "../kinds";
import { intsOf, mapInput } from "../node-reader";
import { pair } from "../params";
import { isMap, type MapShape, shapeText } from "../shape";
import { torchFunction } from "../torch";
import type { Pair } from "../window";

export default defineLayer({
  type: "crop",
  title: "Crop",
  category: "reshape",
  summary: "Cuts the first map to the height and width of the second.",
  documentation:
    "Padding and rounding make an enlarged map larger than the one it should lie on. The crop starts at the offset and takes as many rows and columns as the second input has; the second input's numbers do not matter, only its size.",
  formula: "y_{i,j,c} = x_{i + t,\\; j + l,\\; c}",
  source:
    "Long, Shelhamer, Darrell, Fully Convolutional Networks, 2015, arXiv 1411.4038 (Crop layers of the released networks)",
  keywords: ["cut", "align", "fcn"],
  params: {
    offset: pair({
      label: "Offset",
      help: "Rows and columns of the first input that are skipped.",
      unit: "px",
      default: [0, 0],
      min: 0,
      max: 4096,
    }),
  },
  inputs: { min: 2, max: 2 },
  infer({ offset }, [x, like]) {
    if (!x || !isMap(x)) return err(needsMap("A crop", x));
    if (!like || !isMap(like)) return err(needsMap("The second input of a crop", like));
    const fits = [0, 1].every(
      (axis) => (offset[axis] as number) + (like[axis] as number) <= x[axis as 0 | 1],
    );
    return fits ? ok([like[0], like[1], x[2]] as const) : err(tooSmall(x, like, offset));
  },
  // Where each output pixel comes from; a frame with less than nothing in front.
  window: ({ offset: [top, left] }) => ({
    kernel: [1, 1],
    stride: [1, 1],
    padding: [0 - top, 0, 0, 0 - left],
  }),
  compute(kit, { params, inputs, outputShape }) {
    const [height, width] = asMap(outputShape);
    return kit.crop(only(inputs), { offset: params.offset, size: [height, width] });
  },
  toOnnx(kit, { params, inputs, outputShape }) {
    const [top, left] = params.offset;
    const [height, width] = asMap(outputShape);
    const ends = kit.ints([top + height, left + width]);
    return kit.node("Slice", [only(inputs), kit.ints([top, left]), ends, kit.ints([2, 3])]);
  },
  torch({ params: { offset }, outputShape }) {
    const [height, width] = asMap(outputShape);
    const rows = `${offset[0]}:${offset[0] + height}`;
    const columns = `${offset[1]}:${offset[1] + width}`;
    return torchFunction(([x]) => `${x}[:, :, ${rows}, ${columns}]`);
  },
  fromOnnx: [
    {
      operator: "Slice",
      read(node) {
        const input = mapInput(node);
        const [starts, ends, axes, steps] = ["starts", "ends", "axes", "steps"].map((name, index) =>
          intsOf(node, name, index + 1),
        );
        if (!input || !starts || !ends || axes?.join() !== "2,3") return null;
        const size = [0, 1].map(
          (axis) => (ends[axis] as number) - (starts[axis] as number),
        ) as unknown as Pair;
        const isPlain =
          (steps ?? []).every((step) => step === 1) &&
          [...starts, ...size].every((n) => n >= 0) &&
          ends.every((end, axis) => end <= (input.shape[axis] as number));
        const like = isPlain ? node.sized(size) : null;
        return like ? { params: { offset: starts as unknown as Pair }, inputs: [input, like] } : null;
      },
    },
  ],
  caption: ({ offset: [top, left] }) => (top === left ? `crop ${top}` : `crop ${top}, ${left}`),
  examples: [
    // The last step of FCN-32s on 500×500 pixels (zoo-facts section 15).
    {
      params: { offset: [19, 19] },
      inputs: [
        [544, 544, 2],
        [500, 500, 3],
      ],
      output: [500, 500, 2],
      parameters: 0,
      macs: 0,
    },
    {
      params: { offset: [1, 2] },
      inputs: [
        [5, 6, 3],
        [3, 4, 2],
      ],
      output: [3, 4, 3],
    },
    {
      inputs: [
        [4, 4, 2],
        [4, 3, 1],
      ],
      output: [4, 3, 2],
    },
  ],
});

function tooSmall(x: MapShape, like: MapShape, offset: Pair): Fault {
  const centred = [0, 1].map((axis) => Math.floor(((x[axis] as number) - (like[axis] as number)) / 2));
  const message = `A crop of ${like[0]}×${like[1]} from row ${offset[0]} and column ${offset[1]} reaches out of ${x[0]}×${x[1]}.`;
  const expected = `a first input of at least ${like[0] + offset[0]}×${like[1] + offset[1]}`;
  if (centred.some((pixels) => pixels < 0)) return fault(message, expected, shapeText(x));
  const fix = { label: `Crop from the centre: offset ${centred.join(", ")}`, params: { offset: centred } };
  return fault(message, expected, shapeText(x), fix);
}
