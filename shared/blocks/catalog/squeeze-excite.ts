import { choice } from "../../layers/params";
import { defineBlock } from "../define";
import { channels } from "../parts";

export default defineBlock({
  id: "squeeze-excite",
  title: "Squeeze-and-excitation",
  summary: "Looks at the whole map once and weighs each of its channels by a number between 0 and 1.",
  documentation:
    "A convolution sees a small window, so it cannot know what else is in the picture. Here each channel is averaged over the whole map (squeeze); two small layers make of these averages one gate per channel (excitation), by which the channel is multiplied: what matters in this image passes, the rest is dimmed. In front of a residual unit's sum it makes SE-ResNet, which won ILSVRC 2017, for next to no multiply-adds. MobileNetV3 and EfficientNet have it in every unit, as 1×1 convolutions and with other activations.",
  source: "Hu, Shen, Sun, Squeeze-and-Excitation Networks, 2017, arXiv 1709.01507, sections 3.1 to 3.3",
  keywords: ["se", "senet", "attention", "gate", "channel", "recalibration", "efficientnet", "mobilenet"],
  params: {
    filters: channels("Channels", "As many as come in, and as many as go out.", 256),
    reduced: channels(
      "Squeezed to",
      "Features between the two layers: a sixteenth of the channels in the paper.",
      16,
    ),
    form: choice({
      label: "Layers",
      help: "The same in both forms; ONNX files of MobileNetV3 and EfficientNet have convolutions.",
      default: "dense",
      options: [
        { value: "dense", label: "Dense, on a vector" },
        { value: "pointwise", label: "1×1 convolutions, on a map of one pixel" },
      ],
      advanced: true,
    }),
    activation: choice({
      label: "Activation",
      help: "Between the two layers: ReLU in the paper and in MobileNetV3, SiLU in EfficientNet.",
      default: "relu",
      options: [
        { value: "relu", label: "ReLU" },
        { value: "silu", label: "SiLU" },
      ],
      advanced: true,
    }),
    gate: choice({
      label: "Gate",
      help: "What makes numbers between 0 and 1: the sigmoid, or in MobileNetV3 its cheap likeness.",
      default: "sigmoid",
      options: [
        { value: "sigmoid", label: "Sigmoid" },
        { value: "hard-sigmoid", label: "Hard sigmoid" },
      ],
      advanced: true,
    }),
  },
  inputs: ["x"],
  outputs: ["y"],
  build(builder, { filters, reduced, form, activation, gate }) {
    const input = builder.input();
    const isDense = form === "dense";
    const layer = (name: string, units: number) => {
      if (isDense) builder.layer(name, "dense", { units });
      else builder.layer(name, "conv2d", { filters: units, kernel: [1, 1], padding: [0, 0, 0, 0] });
    };
    builder.layer("squeeze", "global-avg-pool", { keepDims: !isDense }, input);
    layer("reduce", reduced);
    builder.layer("activation", activation);
    layer("expand", filters);
    const weights = builder.layer("gate", gate);
    builder.layer("scale", "multiply", {}, [input, weights]);
    builder.output();
  },
  caption: ({ filters, reduced }) => `${filters} → ${reduced} → ${filters}`,
  examples: [
    // SE-ResNet-50's first stage with r = 16: 2 C² / r weights (equation 5) and the biases.
    { inputs: [[56, 56, 256]], output: [56, 56, 256], parameters: 8464, macs: 8192 },
    {
      params: { filters: 32, reduced: 8, form: "pointwise", activation: "silu" },
      inputs: [[112, 112, 32]],
      output: [112, 112, 32],
      parameters: 552,
      macs: 512,
    },
    {
      params: { filters: 7, reduced: 2, gate: "hard-sigmoid" },
      inputs: [[5, 6, 7]],
      output: [5, 6, 7],
      parameters: 37,
    },
  ],
});
