import { auxParam, defineNetwork, imageInput, type NetworkDefinition, standardParams } from "../define";
import { halve, inceptionHead, inceptionStem } from "../inception-stem";

/** Pool projections of the three A modules. */
const PROJECTIONS = [32, 64, 64];
/** Inner widths of the four B modules, repeats together. */
const INNER = [
  ["inception_b1", 128, 1],
  ["inception_b2", 160, 2],
  ["inception_b3", 192, 1],
] as const;

export default [
  defineNetwork({
    id: "inception-v3",
    title: "Inception-v3",
    family: "Inception",
    year: 2015,
    summary: "Inception rethought: large filters factorised into small and one-sided ones, 299×299 images.",
    citation:
      "Szegedy, Vanhoucke, Ioffe, Shlens, Wojna, Rethinking the Inception Architecture for Computer Vision, CVPR 2016",
    arxiv: "1512.00567",
    published: {
      top1Error: 21.2,
      top5Error: 5.6,
      params: 23626728,
      note: "single crop, ILSVRC-2012 validation; 18.9 / 4.3 with 144 crops. Parameters as in the Xception paper.",
    },
    deviations: [
      {
        what: "Parameters",
        ours: "23,834,568",
        published: "23,626,728",
        why: "The printed number counts the first Keras port, whose three A modules all project to 32 channels and whose last B module is narrower. Ours is the released network with both of batch normalisation's factors; without the scale, which the original leaves out, it has 23,817,352.",
      },
      {
        what: "Stem",
        ours: "the released network's",
        published: "the paper's layer table",
        why: "The table in the paper and the network that was released and is used everywhere differ in the stem; this is the released one.",
      },
    ],
    params: {
      ...standardParams(299, 1000),
      aux: auxParam("On the last 17×17 map, weighing 0.4 in the loss."),
    },
    build(builder, { aux, ...params }) {
      imageInput(builder, params);
      inceptionStem(builder);
      halve(builder, "pool2");
      for (const [index, poolProj] of PROJECTIONS.entries()) {
        builder.block(`inception_a${index + 1}`, "inception-v3-a", { poolProj });
      }
      builder.block("reduction_a", "inception-reduction-a", { k: 64, l: 96, m: 96, n: 384 });
      for (const [name, c7, repeat] of INNER) builder.block(name, "inception-v3-b", { c7 }, { repeat });
      const last = builder.last;
      if (aux) builder.block("aux", "inception-aux", { classes: params.classes });
      const second = { reduce3x3: 192, conv3x3: 320, reduce7x7: 192, conv7x7: 192 };
      builder.block("reduction_b", "inception-reduction-b", second, { from: last });
      builder.block("inception_c1", "inception-v3-c");
      builder.block("inception_c2", "inception-v3-c");
      inceptionHead(builder, params.classes);
    },
  }),
] as readonly NetworkDefinition[];
