import { auxParam, defineNetwork, imageInput, type NetworkDefinition, standardParams } from "../define";
import { inceptionHead } from "../inception-stem";

export default [
  defineNetwork({
    id: "inception-v4",
    title: "Inception-v4",
    family: "Inception",
    year: 2016,
    summary: "Pure Inception at its largest: 4, 7 and 3 equal modules behind a branching stem.",
    citation:
      "Szegedy, Ioffe, Vanhoucke, Alemi, Inception-v4, Inception-ResNet and the Impact of Residual Connections on Learning, AAAI 2017",
    arxiv: "1602.07261",
    published: {
      top1Error: 20.0,
      top5Error: 5.0,
      note: "single crop, without some 1,700 blacklisted images, which flatters by about 0.3 / 0.15; 17.7 / 3.8 with 144 crops",
    },
    deviations: [
      {
        what: "Sizes in the slides' figure",
        ours: "35×35×384, 17×17×1024, 8×8×1536",
        published: "80×80, 40×40 and 15×15, all ×1024",
        why: "The slide is garbled; these are the sizes that the modules give on 299×299 pixels.",
      },
      {
        what: "Training recipe in the slides",
        ours: "RMSProp with epsilon 1.0, rate × 0.94 every two epochs",
        published: "epsilon 0.1, rate × 0.94 every epoch",
        why: "The paper's text says 1.0 and every two epochs.",
      },
    ],
    params: {
      ...standardParams(299, 1000),
      aux: auxParam("On the last 17×17 map, weighing 0.4 in the loss."),
    },
    build(builder, { aux, ...params }) {
      imageInput(builder, params);
      builder.block("stem", "inception-v4-stem");
      builder.block("inception_a", "inception-v4-a", {}, { repeat: 4 });
      builder.block("reduction_a", "inception-reduction-a", { k: 192, l: 224, m: 256, n: 384 });
      builder.block("inception_b", "inception-v4-b", {}, { repeat: 7 });
      const last = builder.last;
      if (aux) builder.block("aux", "inception-aux", { classes: params.classes });
      builder.block("reduction_b", "inception-reduction-b", {}, { from: last });
      builder.block("inception_c", "inception-v4-c", {}, { repeat: 3 });
      inceptionHead(builder, params.classes);
    },
  }),
] as readonly NetworkDefinition[];
