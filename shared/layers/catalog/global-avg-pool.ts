import { err, ok } from "../../base/result";
import { defineLayer, ONE_INPUT } from "../define";
import { asMap, needsMap, only } from "../kinds";
import type { ReadNode } from "../node-reader";
import { globalPoolReaders } from "../onnx-global-pools";
import { boolean } from "../params";
import { isMap } from "../shape";
import { torchFunction } from "../torch";

export default defineLayer({
  type: "global-avg-pool",
  title: "Global average pooling",
  category: "pooling",
  summary: "Averages each channel over the whole map.",
  documentation:
    "One number per channel, whatever the size of the map: no weights, nothing to overfit, and the network takes images of any size. Network in Network put it in the place of the dense layers, and nearly everyone followed.",
  formula: "y_c = \\frac{1}{H W} \\sum_{i,j} x_{i,j,c}",
  source: "Lin, Chen, Yan, Network In Network, 2013, arXiv 1312.4400, section 3.2",
  keywords: ["gap", "mean"],
  params: {
    keepDims: boolean({
      label: "Keep as a map",
      help: "Gives a map of 1×1 pixel instead of a vector.",
      default: false,
    }),
    sum: boolean({
      label: "Add up",
      help: "Gives the sum of each channel instead of its mean.",
      default: false,
      advanced: true,
    }),
  },
  inputs: ONE_INPUT,
  infer({ keepDims }, [x]) {
    if (!x || !isMap(x)) return err(needsMap("Global average pooling", x));
    return ok(keepDims ? ([1, 1, x[2]] as const) : ([x[2]] as const));
  },
  window: () => "global",
  compute(kit, { params: { keepDims, sum }, inputs, inputShapes }) {
    const [height, width] = asMap(only(inputShapes));
    const means = kit.globalAvgPool(only(inputs), { keepDims });
    return sum ? kit.scale(means, height * width) : means;
  },
  toOnnx(kit, { params, inputs }) {
    if (params.sum) {
      return kit.node("ReduceSum", [only(inputs), kit.ints([2, 3])], { keepdims: Number(params.keepDims) });
    }
    const pooled = kit.node("GlobalAveragePool", [only(inputs)]);
    return params.keepDims ? pooled : kit.node("Flatten", [pooled], { axis: 1 });
  },
  torch: ({ params }) =>
    torchFunction(
      ([x]) => `${x}.${params.sum ? "sum" : "mean"}((2, 3)${params.keepDims ? ", keepdim=True" : ""})`,
    ),
  fromOnnx: [...globalPoolReaders("GlobalAveragePool", "ReduceMean"), ...sumReaders()],
  caption: ({ sum }) => (sum ? "global sum" : "global avg"),
  examples: [
    { inputs: [[7, 7, 2048]], output: [2048], parameters: 0, macs: 0 },
    { params: { keepDims: true }, inputs: [[3, 5, 4]], output: [1, 1, 4] },
    { params: { sum: true }, inputs: [[4, 3, 2]], output: [2] },
  ],
});

/** No operator of ONNX pools a sum; a reduction does. */
function sumReaders() {
  return globalPoolReaders("ReduceSum", "ReduceSum")
    .slice(1)
    .map(({ operator, read }) => ({
      operator,
      read(node: ReadNode) {
        const found = read(node);
        return found && { ...found, params: { ...found.params, sum: true } };
      },
    }));
}
