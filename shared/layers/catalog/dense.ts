import { err, ok } from "../../base/result";
import { defineLayer, ONE_INPUT } from "../define";
import { needsVector, only } from "../kinds";
import { constantInput } from "../node-reader";
import { readGemm, readProduct } from "../onnx-dense-readers";
import { boolean, integer } from "../params";
import { elementsOf, isMap } from "../shape";
import { named, positional, torchCall, torchModule } from "../torch";

export default defineLayer({
  type: "dense",
  title: "Dense",
  category: "dense",
  summary: "Every output is a weighted sum of every input.",
  documentation:
    "The fully connected layer of a classifier. It reads a vector, so a map is flattened or averaged first. After a flattened map it holds most of a network's weights: the first dense layer of VGG-D has 102.8 of its 138.4 million.",
  formula: "y_o = b_o + \\sum_{i} w_{o,i}\\, x_i",
  source: "Rumelhart, Hinton, Williams, Learning Representations by Back-Propagating Errors, 1986",
  keywords: ["fully connected", "fc", "linear", "classifier"],
  params: {
    units: integer({ label: "Units", help: "Output features.", default: 1000, min: 1, max: 1000000 }),
    bias: boolean({ label: "Bias", help: "One added number per unit.", default: true }),
  },
  widthParam: "units",
  inputs: ONE_INPUT,
  infer: ({ units }, [x]) => (!x || isMap(x) ? err(needsVector("A dense layer", x)) : ok([units] as const)),
  weights({ units, bias }, inputs) {
    const kernel = {
      name: "weight",
      shape: [units, elementsOf(only(inputs))],
      initialiser: "he-normal",
      trainable: true,
    } as const;
    const added = { name: "bias", shape: [units], initialiser: "zeros", trainable: true } as const;
    return bias ? [kernel, added] : [kernel];
  },
  macs: ({ units }, inputs) => units * elementsOf(only(inputs)),
  window: () => "global",
  compute(kit, { params, inputs, weight }) {
    const y = kit.dense(only(inputs), weight("weight"));
    return params.bias ? kit.addBias(y, weight("bias")) : y;
  },
  toOnnx(kit, { params, inputs, weight }) {
    const bias = params.bias ? [weight("bias")] : [];
    return kit.node("Gemm", [only(inputs), weight("weight"), ...bias], { transB: 1 });
  },
  torch({ params: { units, bias }, inputShapes }) {
    const features = elementsOf(only(inputShapes));
    const sizes = [positional("in_features", features), positional("out_features", units)];
    return torchModule(torchCall("nn.Linear", ...sizes, named("bias", bias, true)));
  },
  fromOnnx: [
    { operator: "Gemm", read: readGemm },
    { operator: "MatMul", read: (node) => readProduct(node, null) },
    {
      operator: "Add",
      read(node) {
        for (const index of [0, 1]) {
          const product = node.giver(index);
          const bias = constantInput(node, 1 - index);
          const read = product?.operator === "MatMul" && bias ? readProduct(product, bias) : null;
          if (read) return read;
        }
        return null;
      },
    },
  ],
  caption: ({ units }) => `${units}`,
  examples: [
    // ResNet-50's classifier (zoo-facts section 10).
    { inputs: [[2048]], output: [1000], parameters: 2049000, macs: 2048000 },
    { params: { units: 7, bias: false }, inputs: [[12]], output: [7], parameters: 84, macs: 84 },
  ],
});
