import type { Params } from "../../graph/document";
import { classify, hiddenDense } from "../classifier";
import { type Deviation, defineNetwork, imageInput, type NetworkDefinition, standardParams } from "../define";

interface Variant {
  readonly id: string;
  readonly title: string;
  readonly stages: readonly [Params, Params, ...Params[]];
  readonly fc7: number;
  readonly summary: string;
  readonly top5Error?: number;
  /** Where the figure comes from, or why there is none. */
  readonly note?: string;
}

const UNPADDED = [0, 0, 0, 0] as const;
/** All pools round up; the kernel of 3 is the block's default. */
const POOL = { pool: true, poolStride: [2, 2], poolRounding: "ceil" } as const;
const POOL_3 = { ...POOL, poolStride: [3, 3] } as const;
const POOL_2 = { ...POOL, poolKernel: [2, 2] } as const;

const FAST: Variant["stages"] = [
  { filters: 64, kernel: [11, 11], stride: [4, 4], padding: UNPADDED, lrn: true, ...POOL },
  { filters: 256, kernel: [5, 5], padding: [2, 2, 2, 2], lrn: true, ...POOL },
  { filters: 256 },
  { filters: 256 },
  { filters: 256, ...POOL },
];

/** conv2's stride of 2 with padding of 1 is what separates it from CNN-S. */
const MEDIUM: Variant["stages"] = [
  { filters: 96, kernel: [7, 7], stride: [2, 2], padding: UNPADDED, lrn: true, ...POOL },
  { filters: 256, kernel: [5, 5], stride: [2, 2], padding: [1, 1, 1, 1], lrn: true, ...POOL },
  { filters: 512 },
  { filters: 512 },
  { filters: 512, ...POOL },
];

function slow(padding: readonly number[]): Variant["stages"] {
  return [
    { filters: 96, kernel: [7, 7], stride: [2, 2], padding: UNPADDED, lrn: true, ...POOL_3 },
    { filters: 256, kernel: [5, 5], padding, ...POOL_2 },
    { filters: 512 },
    { filters: 512 },
    { filters: 512, ...POOL_3 },
  ];
}

const LOST_CELLS: Deviation = {
  what: "conv2 in the slides' first table",
  ours: "with response normalisation and a pool",
  published: "without them",
  why: "The cell lost its second line; the slides' second table has both.",
};

const PADDING_OF_S: Deviation = {
  what: "Padding of conv2",
  ours: "1, as in the paper's table: 2,927,705,120 multiply-adds",
  published: "0 in the released weights: 2,637,708,320",
  why: "Both end in maps of 6×6×512 and have the same parameters; the released geometry is a network of its own here.",
};

const DEVIATIONS: Readonly<Record<string, Deviation>> = {
  "cnn-f": LOST_CELLS,
  "cnn-m": LOST_CELLS,
  "cnn-s": PADDING_OF_S,
};

const VARIANTS: readonly Variant[] = [
  {
    id: "cnn-f",
    title: "CNN-F",
    stages: FAST,
    fc7: 4096,
    summary: "The fast one of three networks compared under equal conditions: AlexNet, slimmer.",
    top5Error: 16.7,
  },
  {
    id: "cnn-m",
    title: "CNN-M",
    stages: MEDIUM,
    fc7: 4096,
    summary: "The medium one: smaller first filters and strides, as in ZFNet.",
    top5Error: 13.7,
  },
  ...[2048, 1024, 128].map((fc7) => ({
    id: `cnn-m-${fc7}`,
    title: `CNN-M-${fc7}`,
    stages: MEDIUM,
    fc7,
    summary: `CNN-M with ${fc7} units in its last hidden layer, for shorter features.`,
    ...(fc7 === 2048 ? { top5Error: 13.5 } : {}),
  })),
  {
    id: "cnn-s",
    title: "CNN-S",
    stages: slow([1, 1, 1, 1]),
    fc7: 4096,
    summary: "The slow one: a denser second convolution, the best of the three by a little.",
    top5Error: 13.1,
  },
  {
    id: "cnn-s-released",
    title: "CNN-S as released",
    stages: slow(UNPADDED),
    fc7: 4096,
    summary: "CNN-S with the geometry of its released weights: no padding in the second convolution.",
    note: "the released model pads conv2 by 0, the paper's table by 1; the parameters are the same",
  },
];

export default VARIANTS.map(({ id, title, stages, fc7, summary, top5Error, note }) =>
  defineNetwork({
    id,
    title,
    family: "CNN-F, M, S",
    year: 2014,
    summary,
    citation:
      "Chatfield, Simonyan, Vedaldi, Zisserman, Return of the Devil in the Details: Delving Deep into Convolutional Nets, BMVC 2014",
    arxiv: "1405.3531",
    published: {
      ...(top5Error === undefined ? {} : { top5Error }),
      note: note ?? "ILSVRC-2012 validation",
    },
    ...(DEVIATIONS[id] ? { deviations: [DEVIATIONS[id]] } : {}),
    params: standardParams(224, 1000),
    build(builder, params) {
      imageInput(builder, params);
      for (const [index, stage] of stages.entries())
        builder.block(`conv${index + 1}`, "alexnet-stage", stage);
      hiddenDense(builder, ["full6", "full7"], [4096, fc7]);
      classify(builder, "full8", params.classes);
    },
  }),
) as readonly NetworkDefinition[];
