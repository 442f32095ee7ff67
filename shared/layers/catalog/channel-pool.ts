import { err, ok } from "../../base/result";
import { defineLayer, ONE_INPUT } from "../define";
import { needsMap, only } from "../kinds";
import { axesFromFront, intsOf, mapInput } from "../node-reader";
import { choice } from "../params";
import { isMap } from "../shape";
import { torchFunction } from "../torch";

const OPERATORS = { mean: "ReduceMean", max: "ReduceMax" } as const;

export default defineLayer({
  type: "channel-pool",
  title: "Channel pooling",
  category: "pooling",
  summary: "Makes one channel of all: their mean or the largest, pixel by pixel.",
  documentation:
    "Says how much is seen at each place, whatever it is. Mean and largest side by side, a convolution and a sigmoid make a gate for pixels: spatial attention, as squeeze and excitation is attention for channels.",
  formula: "y_{i,j} = \\max_{c} x_{i,j,c}",
  source: "Woo, Park, Lee, Kweon, CBAM, 2018, arXiv 1807.06521, section 3 (spatial attention)",
  keywords: ["attention", "cbam", "mean", "maximum", "spatial"],
  params: {
    mode: choice({
      label: "Mode",
      help: "The mean of the channels, or the largest.",
      default: "mean",
      options: [
        { value: "mean", label: "Mean" },
        { value: "max", label: "Largest" },
      ],
    }),
  },
  inputs: ONE_INPUT,
  infer: (_params, [x]) =>
    x && isMap(x) ? ok([x[0], x[1], 1] as const) : err(needsMap("Channel pooling", x)),
  compute: (kit, { params, inputs }) => kit.channelPool(only(inputs), params.mode),
  toOnnx(kit, { params, inputs }) {
    // The axes became an input of the mean and the maximum in version 18.
    return kit.opset >= 18
      ? kit.node(OPERATORS[params.mode], [only(inputs), kit.ints([1])])
      : kit.node(OPERATORS[params.mode], [only(inputs)], { axes: [1] });
  },
  torch: ({ params }) =>
    torchFunction(([x]) => `${x}.${params.mode === "mean" ? "mean" : "amax"}(1, keepdim=True)`),
  fromOnnx: (["mean", "max"] as const).map((mode) => ({
    operator: OPERATORS[mode],
    read(node) {
      const input = mapInput(node);
      const axes = intsOf(node, "axes", 1);
      const isByPixel = input && axes && axesFromFront(axes, input.shape).join() === "1";
      return isByPixel && node.int("keepdims", 1) === 1 ? { params: { mode }, inputs: [input] } : null;
    },
  })),
  caption: ({ mode }) => `channel ${mode}`,
  examples: [
    { inputs: [[28, 28, 64]], output: [28, 28, 1], parameters: 0, macs: 0 },
    { params: { mode: "max" }, inputs: [[4, 3, 5]], output: [4, 3, 1] },
    { params: { mode: "mean" }, inputs: [[3, 4, 2]], output: [3, 4, 1] },
  ],
});
