import type { Params } from "../../graph/document";
import { classify, hiddenDense } from "../classifier";
import { type Deviation, defineNetwork, imageInput, type NetworkDefinition, standardParams } from "../define";

interface Variant {
  readonly id: string;
  readonly title: string;
  readonly size: number;
  /** conv1, conv2, ... */
  readonly stages: readonly Params[];
  readonly hidden: readonly [number, number];
  readonly summary: string;
  readonly top5Error: number;
  /** Parameters and connections in millions, as the paper rounds them. */
  readonly millions: readonly [params: number, connections: number];
  readonly deviations: readonly Deviation[];
}

function connections(ours: string, published: string): Deviation {
  return {
    what: "Connections",
    ours,
    published,
    why: "One operation more for every bias comes nearer; the last 0.2 to 0.3 % are unexplained.",
  };
}

const HALVE = { pool: true, poolKernel: [2, 2], poolStride: [2, 2] } as const;
const THIRD = { pool: true, poolKernel: [3, 3], poolStride: [3, 3] } as const;
const UNPADDED = [0, 0, 0, 0] as const;

const VARIANTS: readonly Variant[] = [
  {
    id: "overfeat-fast",
    title: "OverFeat, fast",
    size: 231,
    stages: [
      { filters: 96, kernel: [11, 11], stride: [4, 4], padding: UNPADDED, ...HALVE },
      { filters: 256, kernel: [5, 5], padding: UNPADDED, ...HALVE },
      { filters: 512 },
      { filters: 1024 },
      { filters: 1024, ...HALVE },
    ],
    hidden: [3072, 4096],
    summary: "A wider AlexNet with pools that do not overlap, made to slide over larger images.",
    top5Error: 16.97,
    millions: [145, 2810],
    deviations: [
      connections("2,801 million", "2,810 million"),
      {
        what: "Which model the slides' table shows",
        ours: "the fast one",
        published: "OverFeat",
        why: "The paper prints that table as its fast model; the accurate one takes 221×221 pixels and is built beside it.",
      },
      {
        what: "Input of the second layer in the slides' table",
        ours: "28×28",
        published: "24×24",
        why: "The layer's input is 28×28; 24×24 is its output.",
      },
    ],
  },
  {
    id: "overfeat-accurate",
    title: "OverFeat, accurate",
    size: 221,
    stages: [
      { filters: 96, kernel: [7, 7], stride: [2, 2], padding: UNPADDED, ...THIRD },
      { filters: 256, kernel: [7, 7], padding: UNPADDED, ...HALVE },
      { filters: 512 },
      { filters: 512 },
      { filters: 1024 },
      { filters: 1024, ...THIRD },
    ],
    hidden: [4096, 4096],
    summary: "OverFeat with six convolutions and finer first steps: slower and better.",
    top5Error: 14.18,
    millions: [144, 5369],
    deviations: [connections("5,355 million", "5,369 million")],
  },
];

export default VARIANTS.map(({ id, title, size, stages, hidden, summary, top5Error, millions, deviations }) =>
  defineNetwork({
    id,
    title,
    family: "OverFeat",
    year: 2013,
    summary,
    citation:
      "Sermanet et al., OverFeat: Integrated Recognition, Localization and Detection using Convolutional Networks, ICLR 2014",
    arxiv: "1312.6229",
    published: {
      top5Error,
      params: millions[0] * 1e6,
      macs: millions[1] * 1e6,
      note: "one network without augmented testing, ILSVRC-2012 validation",
    },
    deviations,
    params: standardParams(size, 1000),
    build(builder, params) {
      imageInput(builder, params);
      for (const [index, stage] of stages.entries())
        builder.block(`conv${index + 1}`, "alexnet-stage", stage);
      const next = stages.length + 1;
      hiddenDense(builder, [`fc${next}`, `fc${next + 1}`], hidden);
      classify(builder, `fc${next + 2}`, params.classes);
    },
  }),
) as readonly NetworkDefinition[];
