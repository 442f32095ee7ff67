import { classify, hiddenDense } from "../classifier";
import {
  type Deviation,
  defineNetwork,
  imageInput,
  type NetworkDefinition,
  type Published,
  standardParams,
} from "../define";

interface Configuration {
  readonly id: string;
  readonly letter: string;
  /** Convolutions in each of the five stages. */
  readonly convs: readonly [number, number, number, number, number];
  readonly summary: string;
  readonly lrn?: boolean;
  /** Configuration C: the third convolution of a stage is 1×1. */
  readonly pointwiseThird?: boolean;
  readonly published: Published;
}

const WIDTHS = [64, 128, 256, 512, 512] as const;

function single(top1Error: number, top5Error: number, scales: string): Published {
  return { top1Error, top5Error, note: `single scale, ILSVRC-2012 validation, ${scales}` };
}

const CONFIGURATIONS: readonly Configuration[] = [
  {
    id: "vgg-a",
    letter: "A",
    convs: [1, 1, 2, 2, 2],
    summary:
      "Eleven weight layers of 3×3 filters: the shallowest configuration, which the deeper ones start from.",
    published: single(29.6, 10.4, "trained and tested at 256"),
  },
  {
    id: "vgg-a-lrn",
    letter: "A-LRN",
    convs: [1, 1, 2, 2, 2],
    lrn: true,
    summary: "Configuration A with response normalisation, which turned out not to help.",
    published: single(29.7, 10.5, "trained and tested at 256"),
  },
  {
    id: "vgg-b",
    letter: "B",
    convs: [2, 2, 2, 2, 2],
    summary: "Thirteen weight layers: two convolutions in every stage.",
    published: single(28.7, 9.9, "trained and tested at 256"),
  },
  {
    id: "vgg-c",
    letter: "C",
    convs: [2, 2, 3, 3, 3],
    pointwiseThird: true,
    summary: "Sixteen weight layers, the third of each later stage 1×1: more depth without more view.",
    published: single(27.3, 8.8, "trained at 256 to 512, tested at 384"),
  },
  {
    id: "vgg-d",
    letter: "D",
    convs: [2, 2, 3, 3, 3],
    summary: "Sixteen weight layers of 3×3 filters: the VGG that everyone means.",
    published: single(25.6, 8.1, "trained at 256 to 512, tested at 384"),
  },
  {
    id: "vgg-e",
    letter: "E",
    convs: [2, 2, 4, 4, 4],
    summary: "Nineteen weight layers: where more depth stopped helping without shortcuts.",
    published: single(25.5, 8.0, "trained at 256 to 512, tested at 384"),
  },
];

const SHIFTED_TABLE: Deviation = {
  what: "Errors in the slides' first single-scale table",
  ours: "those of the paper, as in the slides' second table",
  published: "each row one configuration off",
  why: "The first table is shifted by one row.",
};

/** The slides' table of configurations shows two rows for each of the stages 3 to 5. */
function lostRows(convs: readonly number[]): readonly Deviation[] {
  if (Math.max(...convs) <= 2) return [];
  return [
    {
      what: "Convolutions of the stages",
      ours: convs.join(", "),
      published: "2, 2, 2, 2, 2 in the slides",
      why: "The slides' table lost the further rows of stages 3 to 5; the paper's has them.",
    },
  ];
}

export default CONFIGURATIONS.map((configuration) =>
  defineNetwork({
    id: configuration.id,
    title: `VGG-${configuration.letter}`,
    family: "VGG",
    year: 2014,
    summary: configuration.summary,
    citation:
      "Simonyan, Zisserman, Very Deep Convolutional Networks for Large-Scale Image Recognition, ICLR 2015",
    arxiv: "1409.1556",
    published: configuration.published,
    deviations: [...lostRows(configuration.convs), SHIFTED_TABLE],
    params: standardParams(224, 1000),
    build(builder, params) {
      imageInput(builder, params);
      for (const [index, convs] of configuration.convs.entries()) {
        builder.block(`conv${index + 1}`, "vgg-stage", {
          convs,
          filters: WIDTHS[index] as number,
          lastKernel: configuration.pointwiseThird && convs === 3 ? [1, 1] : [3, 3],
          lrn: configuration.lrn === true && index === 0,
        });
      }
      hiddenDense(builder, ["fc6", "fc7"], [4096, 4096]);
      classify(builder, "fc8", params.classes);
    },
  }),
) as readonly NetworkDefinition[];
