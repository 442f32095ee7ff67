import type { GraphBuilder } from "../../blocks/graph-builder";
import { classify, hiddenDense } from "../classifier";
import { type Deviation, defineNetwork, imageInput, type NetworkDefinition, standardParams } from "../define";

interface Variant {
  readonly id: string;
  readonly title: string;
  /** conv3, conv4 and conv5. */
  readonly widths: readonly [number, number, number];
  readonly summary: string;
  readonly top1Error: number;
  readonly top5Error: number;
}

const VARIANTS: readonly Variant[] = [
  {
    id: "zfnet",
    title: "ZFNet (a)",
    widths: [384, 384, 256],
    summary: "AlexNet with smaller first filters and strides, after looking at what they had learned.",
    top1Error: 38.4,
    top5Error: 16.5,
  },
  {
    id: "zfnet-b",
    title: "ZFNet (b)",
    widths: [512, 1024, 512],
    summary: "ZFNet with wider third to fifth convolutions.",
    top1Error: 37.5,
    top5Error: 16.0,
  },
];

const DEVIATIONS: readonly Deviation[] = [
  {
    what: "Padding of conv1 and conv2",
    ours: "1 and 0: maps of 110, 55, 26 and 13",
    published: "none and 1 in the slides' table",
    why: "The paper's figure fixes the sizes; the slides' pads would give 109 and 54. The parameters are the same.",
  },
  {
    what: "Last layer in the slides' table",
    ours: "1000 and softmax",
    published: "4096 with dropout",
    why: "A slip of the slide, which repeats the column before it; conv5's pool is missing there too.",
  },
];

export default VARIANTS.map(({ id, title, widths, summary, top1Error, top5Error }) =>
  defineNetwork({
    id,
    title,
    family: "ZFNet",
    year: 2013,
    summary,
    citation: "Zeiler, Fergus, Visualizing and Understanding Convolutional Networks, ECCV 2014",
    arxiv: "1311.2901",
    published: { top1Error, top5Error, note: "one network, ILSVRC-2012 validation" },
    deviations: DEVIATIONS,
    params: standardParams(224, 1000),
    build(builder, params) {
      imageInput(builder, params);
      stem(builder);
      for (const [index, filters] of widths.entries()) {
        builder.block(`conv${index + 3}`, "alexnet-stage", { filters, pool: index === 2 });
      }
      hiddenDense(builder, ["fc6", "fc7"], [4096, 4096]);
      classify(builder, "fc8", params.classes);
    },
  }),
) as readonly NetworkDefinition[];

/** The pads that give the sizes of the paper's figure: 110, 55, 26, 13. It pools before it normalises. */
function stem(builder: GraphBuilder): void {
  const stage = { stride: [2, 2], lrn: true, pool: true, poolRounding: "ceil", order: "pool first" };
  const first = { ...stage, filters: 96, kernel: [7, 7], padding: [1, 1, 1, 1] };
  builder.block("conv1", "alexnet-stage", first);
  const second = { ...stage, filters: 256, kernel: [5, 5], padding: [0, 0, 0, 0] };
  builder.block("conv2", "alexnet-stage", second);
}
