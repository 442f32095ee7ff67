import type { GraphBuilder } from "../../blocks/graph-builder";
import type { Endpoint } from "../../graph/document";
import { defineNetwork, imageInput, type NetworkDefinition, standardParams } from "../define";

interface Variant {
  /** Pixels of the image between two scores before they are enlarged. */
  readonly stride: 32 | 16 | 8;
  /** Crops of the released networks: of the pools' scores, then of the enlarged ones. */
  readonly crops: readonly number[];
  readonly summary: string;
  readonly meanIu: number;
}

const VARIANTS: readonly Variant[] = [
  {
    stride: 32,
    crops: [19],
    summary:
      "VGG-D slid over the whole image: a class for every pixel, in one bold step from 1/32 of its size.",
    meanIu: 63.6,
  },
  {
    stride: 16,
    crops: [5, 27],
    summary: "FCN with one skip: scores of the fourth pool sharpen those of the last layers.",
    meanIu: 65.0,
  },
  {
    stride: 8,
    crops: [5, 9, 31],
    summary: "FCN with two skips: the third and fourth pools bring back where things are.",
    meanIu: 65.5,
  },
];

/** Convolutions and channels of VGG-D's five stages. */
const STAGES = [
  [2, 64],
  [2, 128],
  [3, 256],
  [3, 512],
  [3, 512],
] as const;

/** With the 1 that the first convolution pads by itself, the paper's 100; zeros once or twice, the result is the same. */
const FRAME = 99;

export default VARIANTS.map((variant) =>
  defineNetwork({
    id: `fcn-${variant.stride}s`,
    title: `FCN-${variant.stride}s`,
    family: "FCN",
    year: 2014,
    summary: variant.summary,
    citation: "Long, Shelhamer, Darrell, Fully Convolutional Networks for Semantic Segmentation, CVPR 2015",
    arxiv: "1411.4038",
    published: { note: `mean IU of ${variant.meanIu.toFixed(1)} on PASCAL VOC 2011 (seg11valid)` },
    deviations: [
      {
        what: "Parameters",
        ours: "with the bilinear kernels of the transposed convolutions",
        published: "without them",
        why: "The released code freezes them; here they are weights like all others, so they are counted.",
      },
    ],
    task: "segmentation",
    params: standardParams(500, 21),
    build: (builder, params) => write(builder, variant, params),
  }),
) as readonly NetworkDefinition[];

interface Size {
  readonly height: number;
  readonly width: number;
  readonly classes: number;
}

function write(builder: GraphBuilder, { stride, crops }: Variant, { classes, ...size }: Size): void {
  imageInput(builder, size);
  const image = builder.last;
  builder.layer("pad", "zero-pad", { padding: [FRAME, FRAME, FRAME, FRAME] });
  const pools = STAGES.map(([convs, filters], index): Endpoint => {
    const params = { convs, filters, lastKernel: [3, 3], poolRounding: "ceil" };
    return builder.block(`conv${index + 1}`, "vgg-stage", params);
  });
  let scores = builder.block("head", "fcn-head", { classes });
  for (const [index, offset] of crops.slice(0, -1).entries()) {
    const features = pools[3 - index] as Endpoint;
    const from = [scores, features];
    scores = builder.block(`skip_pool${4 - index}`, "fcn-skip", { classes, offset }, { from });
  }
  const last = { classes, stride, offset: crops[crops.length - 1] as number };
  builder.block("upscore", "fcn-upscore", last, { from: [scores, image] });
  builder.layer("softmax", "softmax");
}
