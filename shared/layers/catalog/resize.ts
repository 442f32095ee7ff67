import { fault } from "../../base/fault";
import { err, ok } from "../../base/result";
import { defineLayer, ONE_INPUT } from "../define";
import { asMap, needsMap, only } from "../kinds";
import { RESIZE_COORDINATES, readResize } from "../onnx-resize";
import { choice, pair } from "../params";
import { isMap, type MapShape } from "../shape";
import { type TorchHelper, torchFunction } from "../torch";
import type { Pair } from "../window";

const MOST_PIXELS = 4096;

const FROM_ORIGIN: TorchHelper = {
  name: "resize_from_origin",
  source: `def resize_from_origin(x: torch.Tensor, size: tuple[int, int]) -> torch.Tensor:
    """Bilinear, with places measured from the first pixel (TensorFlow 1), which F.interpolate cannot do."""
    for axis, wanted in enumerate(size, start=2):
        given = x.shape[axis]
        place = torch.arange(wanted, device=x.device) * (given / wanted)
        first = place.long()
        second = (first + 1).clamp(max=given - 1)
        share = (place - first).to(x.dtype).view(-1, *[1] * (3 - axis))
        x = torch.lerp(x.index_select(axis, first), x.index_select(axis, second), share)
    return x`,
};

export default defineLayer({
  type: "resize",
  title: "Resize",
  category: "reshape",
  summary: "Enlarges a map by a factor, or brings it to a size.",
  documentation:
    "Networks that say something of every pixel have to come back from small maps to large ones. Resizing does it without weights; a convolution behind it smooths what it left blocky, and together they leave none of the chequered patterns that transposed convolutions can.",
  formula: "y_{i,j,c} = \\sum_{k,l} w_{i,k}\\, v_{j,l}\\, x_{k,l,c}",
  source: "Odena, Dumoulin, Olah, Deconvolution and Checkerboard Artifacts, 2016, Distill",
  keywords: ["upsample", "upsampling", "interpolate", "enlarge", "bilinear", "nearest", "scale"],
  params: {
    to: choice({
      label: "Resize to",
      help: "A multiple of the size that comes in, or one size whatever comes in.",
      default: "factor",
      options: [
        { value: "factor", label: "A multiple" },
        { value: "size", label: "A size" },
      ],
    }),
    factor: pair({
      label: "Factor",
      help: "How many rows and columns become of one.",
      default: [2, 2],
      min: 1,
      max: 64,
      when: { param: "to", equals: "factor" },
    }),
    size: pair({
      label: "Size",
      help: "Height and width of the result.",
      unit: "px",
      default: [224, 224],
      min: 1,
      max: MOST_PIXELS,
      when: { param: "to", equals: "size" },
    }),
    mode: choice({
      label: "Mode",
      help: "Nearest repeats pixels; bilinear mixes the four around a place.",
      default: "nearest",
      options: [
        { value: "nearest", label: "Nearest" },
        { value: "bilinear", label: "Bilinear" },
      ],
    }),
    align: choice({
      label: "Aligned by",
      help: "What stays in its place: the map's edges (PyTorch's own), the centres of its corner pixels (align_corners), or its first pixel (TensorFlow 1).",
      default: "centres",
      advanced: true,
      options: [
        { value: "centres", label: "Edges" },
        { value: "corners", label: "Corner pixels" },
        { value: "origin", label: "First pixel" },
      ],
      when: { param: "mode", equals: "bilinear" },
    }),
  },
  inputs: ONE_INPUT,
  infer(params, [x]) {
    if (!x || !isMap(x)) return err(needsMap("Resizing", x));
    const [height, width] = sizeOf(params, x);
    if (Math.max(height, width) <= MOST_PIXELS) return ok([height, width, x[2]] as const);
    return err(
      fault(
        `The result would be ${height}×${width}.`,
        `at most ${MOST_PIXELS}×${MOST_PIXELS}`,
        `${height}×${width}`,
        {
          label: "Leave the size as it is",
          params: { factor: [1, 1] },
        },
      ),
    );
  },
  window: () => "varying",
  compute(kit, { params: { mode, align }, inputs, outputShape }) {
    const [height, width] = asMap(outputShape);
    return kit.resize(only(inputs), { size: [height, width], mode, align });
  },
  toOnnx(kit, { params: { to, factor, mode, align }, inputs, outputShape }) {
    const [height, width] = asMap(outputShape);
    const how = {
      mode: mode === "nearest" ? "nearest" : "linear",
      coordinate_transformation_mode: mode === "nearest" ? "asymmetric" : RESIZE_COORDINATES[align],
      ...(mode === "nearest" ? { nearest_mode: "floor" } : {}),
    };
    const x = only(inputs);
    if (to === "factor") return kit.node("Resize", [x, null, kit.floats([1, 1, ...factor])], how);
    // The size of the batch is not known, so that it is asked for.
    const kept = kit.node("Slice", [kit.node("Shape", [x]), kit.ints([0]), kit.ints([2])]);
    const sizes = kit.node("Concat", [kept, kit.ints([height, width])], { axis: 0 });
    return kit.node("Resize", [x, null, null, sizes], how);
  },
  torch({ params: { to, factor, mode, align }, outputShape }) {
    const [height, width] = asMap(outputShape);
    if (mode === "bilinear" && align === "origin") {
      return torchFunction(([x]) => `resize_from_origin(${x}, (${height}, ${width}))`, [FROM_ORIGIN]);
    }
    const target = to === "factor" ? `scale_factor=${spelled(factor)}` : `size=(${height}, ${width})`;
    const corners = mode === "bilinear" && align === "corners" ? ", align_corners=True" : "";
    return torchFunction(([x]) => `F.interpolate(${x}, ${target}, mode="${mode}"${corners})`);
  },
  fromOnnx: ["Resize", "Upsample"].map((operator) => ({ operator, read: readResize })),
  caption: ({ to, factor, size, mode }) =>
    `${to === "factor" ? `×${spelled(factor)}` : `to ${size.join("×")}`} ${mode}`,
  examples: [
    // The decoder's first enlargement of DeepLab v3+ at 512×512 pixels.
    {
      params: { factor: [4, 4], mode: "bilinear" },
      inputs: [[32, 32, 256]],
      output: [128, 128, 256],
      parameters: 0,
      macs: 0,
    },
    { inputs: [[3, 4, 2]], output: [6, 8, 2] },
    { params: { factor: [3, 2] }, inputs: [[2, 3, 3]], output: [6, 6, 3] },
    { params: { factor: [2, 3], mode: "bilinear" }, inputs: [[4, 3, 2]], output: [8, 9, 2] },
    { params: { to: "size", size: [5, 7] }, inputs: [[3, 4, 2]], output: [5, 7, 2] },
    { params: { to: "size", size: [5, 7], mode: "bilinear" }, inputs: [[3, 4, 2]], output: [5, 7, 2] },
    {
      params: { to: "size", size: [7, 6], mode: "bilinear", align: "corners" },
      inputs: [[4, 4, 2]],
      output: [7, 6, 2],
    },
    {
      params: { factor: [2, 2], mode: "bilinear", align: "origin" },
      inputs: [[3, 4, 3]],
      output: [6, 8, 3],
    },
    { params: { to: "size", size: [3, 4], mode: "bilinear" }, inputs: [[7, 9, 2]], output: [3, 4, 2] },
  ],
});

function sizeOf(
  { to, factor, size }: { readonly to: "factor" | "size"; readonly factor: Pair; readonly size: Pair },
  [height, width]: MapShape,
): Pair {
  return to === "size" ? size : [height * factor[0], width * factor[1]];
}

function spelled(factor: Pair): string {
  return factor[0] === factor[1] ? `${factor[0]}` : `(${factor.join(", ")})`;
}
