import { err, ok } from "../../base/result";
import { defineLayer, ONE_INPUT } from "../define";
import { asMap, needsMap, only } from "../kinds";
import { globalPoolReaders } from "../onnx-global-pools";
import { boolean } from "../params";
import { isMap } from "../shape";
import { torchFunction } from "../torch";

export default defineLayer({
  type: "global-max-pool",
  title: "Global max pooling",
  category: "pooling",
  summary: "Takes the largest number of each channel over the whole map.",
  documentation:
    "Says whether a feature is anywhere in the image, however small the place; the average says how much of it there is. The gradient reaches one pixel of each channel, the one that won.",
  formula: "y_c = \\max_{i,j} x_{i,j,c}",
  source:
    "Oquab, Bottou, Laptev, Sivic, Is Object Localization for Free?, 2015, section 3.1 (global max pooling)",
  keywords: ["gmp", "maximum"],
  params: {
    keepDims: boolean({
      label: "Keep as a map",
      help: "Gives a map of 1×1 pixel instead of a vector.",
      default: false,
    }),
  },
  inputs: ONE_INPUT,
  infer({ keepDims }, [x]) {
    if (!x || !isMap(x)) return err(needsMap("Global max pooling", x));
    return ok(keepDims ? ([1, 1, x[2]] as const) : ([x[2]] as const));
  },
  window: () => "global",
  compute(kit, { params, inputs, inputShapes }) {
    const [height, width] = asMap(only(inputShapes));
    const whole = { kernel: [height, width], stride: [1, 1], pads: [0, 0, 0, 0], output: [1, 1] } as const;
    const pooled = kit.maxPool(only(inputs), whole);
    return params.keepDims ? pooled : kit.flatten(pooled);
  },
  toOnnx(kit, { params, inputs }) {
    const pooled = kit.node("GlobalMaxPool", [only(inputs)]);
    return params.keepDims ? pooled : kit.node("Flatten", [pooled], { axis: 1 });
  },
  torch: ({ params }) =>
    torchFunction(([x]) => `${x}.amax((2, 3)${params.keepDims ? ", keepdim=True" : ""})`),
  fromOnnx: globalPoolReaders("GlobalMaxPool", "ReduceMax"),
  caption: () => "global max",
  examples: [
    { inputs: [[7, 7, 512]], output: [512], parameters: 0, macs: 0 },
    { inputs: [[3, 4, 5]], output: [5] },
    { params: { keepDims: true }, inputs: [[3, 5, 4]], output: [1, 1, 4] },
    { inputs: [[1, 1, 6]], output: [6] },
  ],
});
