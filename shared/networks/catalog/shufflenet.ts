import { number } from "../../layers/params";
import { classify } from "../classifier";
import { defineNetwork, imageInput, type NetworkDefinition, standardParams } from "../define";

/** Channels of stage 2 by groups (they double from stage to stage), the paper's complexity in MFLOPs and top-1 error. */
const VARIANTS = [
  { groups: 1, channels: 144, complexity: 143, error: 33.6 },
  { groups: 2, channels: 200, complexity: 140, error: 32.7 },
  { groups: 3, channels: 240, complexity: 137, error: 32.6 },
  { groups: 4, channels: 272, complexity: 133, error: 32.8 },
  { groups: 8, channels: 384, complexity: 137, error: 32.4 },
] as const;

const UNITS = [4, 8, 4];
const FIRST_CHANNELS = 24;

export default VARIANTS.map(({ groups, channels, complexity, error }) =>
  defineNetwork({
    id: `shufflenet-g${groups}`,
    title: `ShuffleNet g=${groups}`,
    family: "ShuffleNet",
    year: 2017,
    summary:
      groups === 1
        ? "ShuffleNet without groups: what its shuffled group convolutions are measured against."
        : `1×1 convolutions in ${groups} groups with a channel shuffle between: wide maps at 140 million multiply-adds.`,
    citation:
      "Zhang, Zhou, Lin, Sun, ShuffleNet: An Extremely Efficient Convolutional Neural Network for Mobile Devices, CVPR 2018",
    arxiv: "1707.01083",
    published: {
      top1Error: error,
      macs: complexity * 1e6,
      note: "single crop, ILSVRC-2012 validation; the complexity is multiply-adds without the last layer's",
    },
    deviations: [
      {
        what: "What the slides' figures show",
        ours: "two stacked group convolutions without exchange; a bottleneck with a depthwise 3×3",
        published: "MobileNet; a ShuffleNet unit",
        why: "The captions of the two panels (a) are wrong in the slides.",
      },
      ...(groups === 1
        ? [
            {
              what: "Channels of stage 4",
              ours: "576",
              published: "567 in a popular implementation",
              why: "A misprint of that implementation; the paper says 576.",
            },
          ]
        : []),
    ],
    params: {
      ...standardParams(224, 1000),
      scale: number({
        label: "Scale",
        help: "Factor on the channels of every stage (the paper's ShuffleNet s×), rounded so that the groups divide them.",
        default: 1,
        min: 0.1,
        max: 4,
      }),
    },
    build(builder, { scale, ...params }) {
      const stages = UNITS.map((_, index) => inGroups(channels * scale, 4 * groups) * 2 ** index);
      const first = firstChannels(scale, stages[0] as number, groups);
      imageInput(builder, params);
      builder.block("conv1", "conv-unit", { filters: first, stride: [2, 2] });
      builder.layer("pool1", "max-pool", { kernel: [3, 3], stride: [2, 2], padding: [1, 1, 1, 1] });
      for (const [index, filters] of stages.entries()) {
        const entering = index === 0 ? first : (stages[index - 1] as number);
        builder.block(`stage${index + 2}`, "shuffle-stage", {
          filters,
          added: filters - entering,
          units: UNITS[index] as number,
          groups,
          groupFirst: index > 0,
        });
      }
      builder.layer("avgpool", "global-avg-pool");
      classify(builder, "fc", params.classes);
    },
  }),
) as readonly NetworkDefinition[];

/** The nearest multiple: bottlenecks are a quarter of the width and must fall into groups. */
function inGroups(channels: number, step: number): number {
  return Math.max(1, Math.round(channels / step)) * step;
}

/**
 * 24 at scale 1, halved and doubled with it and the same between (the authors' code has 24 at 1.5 too), or the next
 * that leaves stage 2 a whole share for every group.
 */
function firstChannels(scale: number, stage: number, groups: number): number {
  let first = Math.max(1, Math.round(FIRST_CHANNELS * 2 ** Math.floor(Math.log2(scale))));
  while ((stage - first) % groups !== 0 && first < stage) first++;
  return first;
}
