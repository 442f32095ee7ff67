import type { GraphBuilder } from "../../blocks/graph-builder";
import { choice } from "../../layers/params";
import { classify } from "../classifier";
import { defineNetwork, imageInput, type NetworkDefinition, standardParams } from "../define";

/** Depth 6n + 2, and the paper's error on CIFAR-10 in percent. */
const DEPTHS = [
  { depth: 20, error: 8.75 },
  { depth: 32, error: 7.51 },
  { depth: 44, error: 7.17 },
  { depth: 56, error: 6.97 },
  { depth: 110, error: 6.43 },
] as const;

const about = {
  year: 2015,
  citation: "He, Zhang, Ren, Sun, Deep Residual Learning for Image Recognition, CVPR 2016, section 4.2",
  arxiv: "1512.03385",
} as const;

const shortcutParam = choice({
  label: "Shortcut",
  help: "What goes around the units (the paper's options). A has as many parameters as the plain network.",
  default: "A",
  options: [
    { value: "A", label: "A: identity, zero-padded where the size changes" },
    { value: "B", label: "B: identity, projection where the size changes" },
    { value: "C", label: "C: projections everywhere" },
  ],
});

export default DEPTHS.flatMap(({ depth, error }): readonly NetworkDefinition[] => [
  defineNetwork({
    ...about,
    id: `resnet-cifar-${depth}`,
    title: `ResNet-${depth} for CIFAR`,
    family: "ResNet for CIFAR",
    summary: `${depth} layers for images of 32×32: three stages of ${(depth - 2) / 6} residual units.`,
    published: { top1Error: error, note: "CIFAR-10 test" },
    params: { ...standardParams(32, 10), shortcut: shortcutParam },
    build: (builder, { shortcut, ...size }) => write(builder, depth, size, shortcut),
  }),
  defineNetwork({
    ...about,
    id: `plain-cifar-${depth}`,
    title: `Plain-${depth} for CIFAR`,
    family: "Plain for CIFAR",
    summary: `ResNet-${depth} for CIFAR without its shortcuts: deeper is worse, in training too.`,
    params: standardParams(32, 10),
    build: (builder, size) => write(builder, depth, size, "none"),
  }),
]);

interface Size {
  readonly height: number;
  readonly width: number;
  readonly classes: number;
}

function write(builder: GraphBuilder, depth: number, size: Size, shortcut: string): void {
  imageInput(builder, size);
  builder.block("conv1", "conv-unit", { filters: 16 });
  for (const stage of [1, 2, 3]) {
    builder.block(`stage${stage}`, "residual-stage", {
      filters: 8 * 2 ** stage,
      blocks: (depth - 2) / 6,
      stride: stage === 1 ? 1 : 2,
      changes: stage > 1,
      shortcut,
    });
  }
  builder.layer("avgpool", "global-avg-pool");
  classify(builder, "fc", size.classes);
}
