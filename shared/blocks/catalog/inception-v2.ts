import { choice } from "../../layers/params";
import { closeModule, convs, ONE, projectedPool, THREE } from "../branches";
import { defineBlock } from "../define";
import { channels } from "../parts";

export default defineBlock({
  id: "inception-v2",
  title: "Inception module v2",
  summary: "The inception module with batch normalisation and two 3×3 convolutions in place of the 5×5.",
  documentation:
    "Two stacked 3×3 convolutions see 5×5 pixels at 18/25 of the cost, with one more rectifier between them. Every convolution is normalised over the batch, so that the network learns at far higher rates; that is what made it BN-Inception. The pool averages in most modules and takes the maximum in the last.",
  source: "Ioffe, Szegedy, Batch Normalization, 2015, arXiv 1502.03167, section 4.2 and figure 5",
  keywords: ["bn-inception", "branches", "double 3x3"],
  params: {
    conv1x1: channels("#1×1", "Filters of the 1×1 branch.", 64),
    reduce3x3: channels("#3×3 reduce", "1×1 filters in front of the 3×3.", 64),
    conv3x3: channels("#3×3", "Filters of the 3×3 branch.", 64),
    reduceDouble: channels("Double #3×3 reduce", "1×1 filters in front of the two 3×3.", 64),
    convDouble: channels("Double #3×3", "Filters of both 3×3 of the double branch.", 96),
    pool: choice({
      label: "Pool",
      help: "What the 3×3 pool takes of its window.",
      default: "avg",
      options: [
        { value: "avg", label: "Average" },
        { value: "max", label: "Maximum" },
      ],
    }),
    poolProj: channels("Pool proj", "1×1 filters behind the pool.", 32),
  },
  inputs: ["x"],
  outputs: ["y"],
  build(builder, { conv1x1, reduce3x3, conv3x3, reduceDouble, convDouble, pool, poolProj }) {
    const input = builder.input();
    closeModule(builder, [
      convs(builder, input, [["conv1x1", conv1x1, ONE]]),
      convs(builder, input, [
        ["reduce3x3", reduce3x3, ONE],
        ["conv3x3", conv3x3, THREE],
      ]),
      convs(builder, input, [
        ["reduce_double", reduceDouble, ONE],
        ["double_1", convDouble, THREE],
        ["double_2", convDouble, THREE],
      ]),
      projectedPool(builder, input, poolProj, pool),
    ]);
  },
  caption: ({ conv1x1, conv3x3, convDouble, poolProj }) =>
    `${conv1x1} + ${conv3x3} + ${convDouble} + ${poolProj} = ${conv1x1 + conv3x3 + convDouble + poolProj}`,
  examples: [
    // BN-Inception 3a and 5b; counts by hand from the widths of zoo-facts section 9.3.
    { inputs: [[28, 28, 192]], output: [28, 28, 256], parameters: 219072, macs: 170999808 },
    {
      params: {
        conv1x1: 352,
        reduce3x3: 192,
        conv3x3: 320,
        reduceDouble: 192,
        convDouble: 224,
        pool: "max",
        poolProj: 128,
      },
      inputs: [[7, 7, 1024]],
      output: [7, 7, 1024],
      parameters: 2279616,
      macs: 111541248,
    },
  ],
});
