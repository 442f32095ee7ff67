import { constantInput, type LayerReading, mapInput, type ReadNode } from "./node-reader";
import type { Sampling } from "./resample";
import type { MapShape } from "./shape";
import type { Pair } from "./window";

/** ONNX's names of what is aligned. */
export const RESIZE_COORDINATES: Readonly<Record<Sampling["align"], string>> = {
  centres: "half_pixel",
  corners: "align_corners",
  origin: "asymmetric",
};

interface ResizeParams extends Sampling {
  readonly to: "factor" | "size";
  readonly factor: Pair;
  readonly size: Pair;
}

/** `Resize` of any version, and `Upsample` before it; null for cubic ones, crops, and what rounds otherwise. */
export function readResize(node: ReadNode): LayerReading<ResizeParams> | null {
  const input = mapInput(node);
  const size = input && sizeOf(node, input.shape);
  if (!input || !size || node.int("antialias", 0) !== 0) return null;
  const sampling = samplingOf(node, input.shape, size);
  if (!sampling) return null;
  const factor = factorsOf(input.shape, size);
  return {
    params: { ...(factor ? { to: "factor", factor } : { to: "size", size }), ...sampling },
    inputs: [input],
  };
}

/** By how much it grows, if that is whole. */
function factorsOf([height, width]: MapShape, size: Pair): Pair | null {
  const factor: Pair = [size[0] / height, size[1] / width];
  return factor.every((each) => Number.isInteger(each) && each <= 64) ? factor : null;
}

function sizeOf(node: ReadNode, [height, width, channels]: MapShape): Pair | null {
  if (node.text("keep_aspect_ratio_policy", "stretch") !== "stretch") return null;
  // Since version 18 it may name the axes that it resizes.
  const axes = node.ints("axes") ?? [0, 1, 2, 3];
  const isPlain = axes.join() === "0,1,2,3";
  if (!isPlain && axes.join() !== "2,3") return null;
  const isOld = node.operator === "Upsample" || node.opset < 11;
  const sizes = isOld ? null : constantInput(node, 3)?.numbers();
  if (sizes && sizes.length === axes.length) {
    if (isPlain && sizes[1] !== channels) return null;
    return [...sizes.slice(-2)] as unknown as Pair;
  }
  const scales = [
    ...(constantInput(node, isOld ? 1 : 2)?.numbers() ?? node.ints("scales") ?? node.floats("scales") ?? []),
  ];
  if (scales.length !== axes.length || (isPlain && (scales[0] !== 1 || scales[1] !== 1))) return null;
  const size = [height * (scales.at(-2) ?? 0), width * (scales.at(-1) ?? 0)];
  // Otherwise places are measured by the scale and not by the sizes.
  const isWhole = size.every((side) => side >= 1 && Math.abs(side - Math.round(side)) < 1e-4);
  return isWhole ? (size.map(Math.round) as unknown as Pair) : null;
}

function samplingOf(node: ReadNode, input: MapShape, size: Pair): Sampling | null {
  const isOld = node.operator === "Upsample" || node.opset < 11;
  const coordinates = isOld ? "asymmetric" : node.text("coordinate_transformation_mode", "half_pixel");
  const mode = node.text("mode", "nearest");
  if (mode === "nearest") {
    const rounding = isOld ? "floor" : node.text("nearest_mode", "round_prefer_floor");
    return isRepeating(coordinates, rounding, input, size) ? { mode: "nearest", align: "centres" } : null;
  }
  const isOne = size.some((side, axis) => side === 1 && input[axis] !== 1);
  const isCentred =
    coordinates === "half_pixel" ||
    coordinates === "half_pixel_symmetric" ||
    (coordinates === "pytorch_half_pixel" && !isOne);
  if (mode !== "linear") return null;
  if (isCentred) return { mode: "bilinear", align: "centres" };
  const found = coordinates === "align_corners" ? "corners" : coordinates === "asymmetric" ? "origin" : null;
  return found && { mode: "bilinear", align: found };
}

/** Whether it takes the pixel at the origin of each place: all ways to measure do, but for odd roundings, by whole factors. */
function isRepeating(coordinates: string, rounding: string, input: MapShape, size: Pair): boolean {
  if (coordinates === "asymmetric" && rounding === "floor") return true;
  const factors = factorsOf(input, size);
  if (!factors) return false;
  if (coordinates === "asymmetric") {
    return rounding === "round_prefer_floor" && factors.every((factor) => factor <= 2);
  }
  if (coordinates === "tf_half_pixel_for_nn") return rounding === "floor";
  return /half_pixel/.test(coordinates) && rounding.startsWith("round_");
}
