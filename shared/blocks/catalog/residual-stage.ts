import { boolean, choice, integer } from "../../layers/params";
import { defineBlock } from "../define";
import { channels, strideParam, stridePlaceParam } from "../parts";

const bottlenecks = { param: "unit", equals: "bottleneck" } as const;

export default defineBlock({
  id: "residual-stage",
  title: "Residual stage",
  summary: "Residual units at one size of the map: the first may shrink it, the rest repeat.",
  documentation:
    "A row of the ResNet table, such as conv3_x. The first unit halves the map and widens it; what goes around it then has to change as well: option A pads with zeros, B projects by a 1×1 convolution there alone, C projects around every unit. Without shortcuts the stage belongs to a plain network.",
  source:
    "He et al., Deep Residual Learning for Image Recognition, 2015, arXiv 1512.03385, table 1 and section 4.1",
  keywords: ["resnet", "resnext", "plain", "conv2_x"],
  params: {
    unit: choice({
      label: "Unit",
      help: "What is repeated.",
      default: "basic-residual",
      options: [
        { value: "basic-residual", label: "Basic: two 3×3" },
        { value: "bottleneck", label: "Bottleneck: 1×1, 3×3, 1×1" },
      ],
    }),
    filters: channels("Filters", "Channels of the 3×3 convolutions.", 64),
    blocks: integer({ label: "Units", help: "How many stand in a row.", default: 2, min: 1, max: 200 }),
    stride: { ...strideParam, help: "Of the first unit; 2 halves the map." },
    shortcut: choice({
      label: "Shortcut",
      help: "What goes around the units (the paper's options).",
      default: "B",
      options: [
        { value: "A", label: "A: identity, zero-padded where the size changes" },
        { value: "B", label: "B: identity, projection where the size changes" },
        { value: "C", label: "C: projections everywhere" },
        { value: "none", label: "None: a plain network" },
      ],
    }),
    changes: boolean({
      label: "First unit changes size",
      help: "Whether the map shrinks or its channels change on the way in, so that the identity would not fit.",
      default: true,
    }),
    output: { ...channels("Output", "Bottlenecks only: channels of the last 1×1.", 256), when: bottlenecks },
    stridePlace: { ...stridePlaceParam, advanced: true, when: bottlenecks },
    groups: integer({
      label: "Cardinality",
      help: "Bottlenecks only: groups of the 3×3 convolutions.",
      default: 1,
      min: 1,
      max: 65536,
      advanced: true,
      when: bottlenecks,
    }),
  },
  inputs: ["x"],
  outputs: ["y"],
  build(builder, { unit, filters, blocks, stride, shortcut, changes, output, stridePlace, groups }) {
    const size =
      unit === "bottleneck" ? { width: filters, filters: output, stridePlace, groups } : { filters };
    builder.input();
    builder.block("first", unit, { ...size, stride, shortcut: shortcutOf(shortcut, changes) });
    if (blocks > 1) {
      const params = { ...size, shortcut: shortcutOf(shortcut, false) };
      builder.block("rest", unit, params, { repeat: blocks - 1 });
    }
    builder.output();
  },
  caption: ({ unit, filters, blocks, output }) =>
    unit === "bottleneck" ? `${blocks} × (1×1, 3×3, 1×1), ${output}` : `${blocks} × (3×3, 3×3), ${filters}`,
  examples: [
    // ResNet-50 conv3_x, ResNet-34 conv2_x and conv3_x, ResNeXt-50 conv2_x (zoo-facts sections 10 and 11).
    {
      params: { unit: "bottleneck", filters: 128, output: 512, blocks: 4, stride: 2 },
      inputs: [[56, 56, 256]],
      output: [28, 28, 512],
      parameters: 1219584,
      macs: 1027604480,
    },
    {
      params: { blocks: 3, changes: false },
      inputs: [[56, 56, 64]],
      output: [56, 56, 64],
      parameters: 221952,
      macs: 693633024,
    },
    {
      params: { filters: 128, blocks: 4, stride: 2 },
      inputs: [[56, 56, 64]],
      output: [28, 28, 128],
      parameters: 1116416,
      macs: 873463808,
    },
    {
      params: { unit: "bottleneck", filters: 128, blocks: 3, groups: 32 },
      inputs: [[56, 56, 64]],
      output: [56, 56, 256],
      parameters: 205824,
      macs: 634224640,
    },
    { params: { filters: 32, stride: 2, shortcut: "A" }, inputs: [[9, 8, 16]], output: [5, 4, 32] },
    { params: { filters: 8, shortcut: "C", blocks: 3 }, inputs: [[6, 7, 8]], output: [6, 7, 8] },
    { params: { filters: 8, shortcut: "none", blocks: 1 }, inputs: [[6, 7, 3]], output: [6, 7, 8] },
  ],
});

/** The shortcut of one unit under one of the paper's options. */
function shortcutOf(option: "A" | "B" | "C" | "none", changes: boolean) {
  if (option === "none") return "none";
  if (option === "C") return "projection";
  if (!changes) return "identity";
  return option === "A" ? "padded" : "projection";
}
