import { POINTWISE_EXAMPLES, pointwise } from "../activation";
import { defineLayer } from "../define";
import { only } from "../kinds";
import { constantInput, dataInput } from "../node-reader";
import { boolean } from "../params";
import { channelsOf, isMap } from "../shape";
import { positional, torchCall, torchModule } from "../torch";

export default defineLayer({
  ...pointwise,
  type: "prelu",
  title: "PReLU",
  summary: "A leaky ReLU whose slope is learned.",
  documentation:
    "Below zero each channel has a slope of its own, which starts at 0.25 and is trained with the other weights. Early layers tend to keep much of the negative side, late ones little. Networks of ReLU alike cost nearly the same.",
  formula:
    "y_{i,j,c} = \\begin{cases} x_{i,j,c} & x_{i,j,c} > 0 \\\\ a_c\\, x_{i,j,c} & \\text{else} \\end{cases}",
  source: "He et al., Delving Deep into Rectifiers, 2015, arXiv 1502.01852, section 2.1",
  keywords: ["parametric", "rectifier", "leaky"],
  params: {
    shared: boolean({ label: "Shared", help: "One slope for all channels.", default: false }),
  },
  weights: ({ shared }, inputs) => [
    {
      name: "weight",
      shape: [shared ? 1 : channelsOf(only(inputs))],
      initialiser: "quarter",
      trainable: true,
    },
  ],
  compute: (kit, { inputs, weight }) => kit.prelu(only(inputs), weight("weight")),
  toOnnx(kit, { params, inputs, inputShapes, weight }) {
    const x = only(inputShapes);
    const isPlain = params.shared || !isMap(x);
    // Repeated from the right, so that channels have to be followed by axes of one.
    const slope = isPlain
      ? weight("weight")
      : kit.node("Reshape", [weight("weight"), kit.ints([channelsOf(x), 1, 1])]);
    return kit.node("PRelu", [only(inputs), slope]);
  },
  fromOnnx: [
    {
      operator: "PRelu",
      read(node) {
        const input = dataInput(node);
        const slope = constantInput(node, 1);
        if (!input || !slope) return null;
        const channels = channelsOf(input.shape);
        const shared = slope.count === 1 && channels !== 1;
        const isByChannel = isMap(input.shape)
          ? slope.count === channels && slope.shape.slice(-2).join() === "1,1"
          : slope.count === channels;
        if (!shared && !isByChannel && slope.count !== 1) return null;
        return {
          params: { shared },
          inputs: [input],
          weights: { weight: { ...slope, shape: [slope.count] } },
        };
      },
    },
  ],
  torch: ({ params, inputShapes }) =>
    torchModule(
      torchCall(
        "nn.PReLU",
        ...(params.shared ? [] : [positional("num_parameters", channelsOf(only(inputShapes)))]),
      ),
    ),
  caption: () => "PReLU",
  examples: [
    ...POINTWISE_EXAMPLES.map(({ parameters: _, ...example }) => example),
    { inputs: [[28, 28, 64]], output: [28, 28, 64], parameters: 64, macs: 0 },
    { params: { shared: true }, inputs: [[3, 4, 5]], output: [3, 4, 5], parameters: 1 },
    { params: { shared: true }, inputs: [[6]], output: [6], parameters: 1 },
  ],
});
