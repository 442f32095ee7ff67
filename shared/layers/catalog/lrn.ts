import { err, ok } from "../../base/result";
import { defineLayer, ONE_INPUT } from "../define";
import { needsMap, only } from "../kinds";
import { float } from "../node-kit";
import { mapInput } from "../node-reader";
import { integer, number } from "../params";
import { isMap } from "../shape";
import { named, positional, torchCall, torchModule } from "../torch";

export default defineLayer({
  type: "lrn",
  title: "Local response normalisation",
  category: "normalisation",
  traits: ["inline"],
  summary: "Divides each number by what its neighbouring channels do at the same pixel.",
  documentation:
    "Strong responses damp their neighbours, as in the visual cortex. AlexNet gained a little from it; VGG found none, and batch normalisation replaced it. Alpha is the paper's, not divided by the size; Caffe, PyTorch and ONNX divide, so their alpha is `size` times this one.",
  formula:
    "y_{i,j,c} = x_{i,j,c} \\Big/ \\Big(k + \\alpha \\sum_{c' = \\max(0,\\, c - n/2)}^{\\min(N-1,\\, c + n/2)} x_{i,j,c'}^2\\Big)^{\\beta}",
  source: "Krizhevsky, Sutskever, Hinton, ImageNet Classification, 2012, section 3.3",
  keywords: ["local response normalization", "contrast normalisation"],
  params: {
    size: integer({
      label: "Size",
      help: "Neighbouring channels in the sum, the channel itself included (the paper's n). Odd.",
      default: 5,
      min: 1,
      max: 255,
    }),
    alpha: number({
      label: "Alpha",
      help: "Weight of the sum, not divided by the size.",
      default: 1e-4,
      min: 0,
      max: 100,
    }),
    beta: number({ label: "Beta", help: "Exponent.", default: 0.75, min: 0, max: 10 }),
    bias: number({
      label: "Bias",
      help: "Added to the sum (the paper's k).",
      default: 2,
      min: 0.001,
      max: 100,
    }),
  },
  inputs: ONE_INPUT,
  infer({ size }, [x]) {
    if (!x || !isMap(x)) return err(needsMap("Local response normalisation", x));
    if (size % 2 === 1) return ok(x);
    return err({
      message: "An even number of channels has no middle one.",
      expected: "an odd size",
      received: `${size}`,
      fixes: [{ label: `Use ${size + 1} channels`, params: { size: size + 1 } }],
    });
  },
  compute(kit, { params, inputs }) {
    const { size, alpha, beta, bias } = params;
    return kit.localResponseNorm(only(inputs), { size, alpha, beta, bias });
  },
  toOnnx(kit, { params, inputs }) {
    const { size, alpha, beta, bias } = params;
    return kit.node("LRN", [only(inputs)], {
      size,
      // ONNX divides it by the size.
      alpha: float(alpha * size),
      beta: float(beta),
      bias: float(bias),
    });
  },
  // PyTorch divides alpha by the size.
  torch({ params: { size, alpha, beta, bias } }) {
    const call = torchCall(
      "nn.LocalResponseNorm",
      positional("size", size),
      named("alpha", Number((alpha * size).toPrecision(12))),
      named("beta", beta, 0.75),
      named("k", bias, 1),
    );
    return torchModule(call);
  },
  fromOnnx: [
    {
      operator: "LRN",
      read(node) {
        const input = mapInput(node);
        const size = node.int("size", 5);
        const params = {
          size,
          alpha: node.float("alpha", 1e-4) / size,
          beta: node.float("beta", 0.75),
          bias: node.float("bias", 1),
        };
        return input ? { params, inputs: [input] } : null;
      },
    },
  ],
  caption: ({ size }) => `LRN ${size}`,
  examples: [
    { inputs: [[55, 55, 96]], output: [55, 55, 96], parameters: 0, macs: 0 },
    { params: { alpha: 0.3, beta: 0.5, bias: 1 }, inputs: [[3, 4, 8]], output: [3, 4, 8] },
    { params: { size: 7, alpha: 0.2 }, inputs: [[2, 3, 4]], output: [2, 3, 4] },
    { params: { size: 1, alpha: 0.5, bias: 1 }, inputs: [[3, 3, 3]], output: [3, 3, 3] },
  ],
});
