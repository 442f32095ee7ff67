import { classify } from "../classifier";
import { defineNetwork, imageInput, type NetworkDefinition, type Published, standardParams } from "../define";

interface Variant {
  readonly depth: 50 | 101;
  /** Paths, and the width of each in conv2_x: 32×4d. */
  readonly cardinality: number;
  readonly width: number;
  readonly published?: Published;
}

const BLOCKS = { 50: [3, 4, 6, 3], 101: [3, 4, 23, 3] } as const;

/** Of conv2_x; doubles from stage to stage, whatever the width inside. */
const OUTPUT = 256;

function oneCrop(top1Error: number): Published {
  return { top1Error, note: "1 crop, ILSVRC-2012 validation" };
}

const VARIANTS: readonly Variant[] = [
  { depth: 50, cardinality: 32, width: 4, published: oneCrop(22.2) },
  { depth: 50, cardinality: 2, width: 40 },
  { depth: 50, cardinality: 4, width: 24 },
  { depth: 50, cardinality: 8, width: 14 },
  { depth: 101, cardinality: 32, width: 4, published: oneCrop(21.2) },
  { depth: 101, cardinality: 64, width: 4, published: oneCrop(20.4) },
  { depth: 101, cardinality: 32, width: 8 },
];

export default VARIANTS.map(({ depth, cardinality, width, published }) =>
  defineNetwork({
    id: `resnext-${depth}-${cardinality}x${width}d`,
    title: `ResNeXt-${depth} (${cardinality}×${width}d)`,
    family: "ResNeXt",
    year: 2016,
    summary: `ResNet-${depth} whose 3×3 convolutions are split into ${cardinality} paths of ${width} channels at first.`,
    citation:
      "Xie, Girshick, Dollár, Tu, He, Aggregated Residual Transformations for Deep Neural Networks, CVPR 2017",
    arxiv: "1611.05431",
    ...(published ? { published } : {}),
    params: standardParams(224, 1000),
    build(builder, params) {
      imageInput(builder, params);
      builder.block("conv1", "conv-unit", { kernel: [7, 7], stride: [2, 2], padding: [3, 3, 3, 3] });
      builder.layer("pool1", "max-pool", { kernel: [3, 3], stride: [2, 2], padding: [1, 1, 1, 1] });
      for (const [index, blocks] of BLOCKS[depth].entries()) {
        builder.block(`conv${index + 2}_x`, "residual-stage", {
          unit: "bottleneck",
          filters: cardinality * width * 2 ** index,
          output: OUTPUT * 2 ** index,
          blocks,
          stride: index === 0 ? 1 : 2,
          groups: cardinality,
        });
      }
      builder.layer("avgpool", "global-avg-pool");
      classify(builder, "fc", params.classes);
    },
  }),
) as readonly NetworkDefinition[];
