import type { GraphBuilder } from "../../blocks/graph-builder";
import { stridePlaceParam } from "../../blocks/parts";
import { choice } from "../../layers/params";
import { classify } from "../classifier";
import {
  type Deviation,
  defineNetwork,
  imageInput,
  type NetworkDefinition,
  type Published,
  standardParams,
} from "../define";

interface Depth {
  readonly depth: number;
  readonly unit: "basic-residual" | "bottleneck";
  /** Units in conv2_x to conv5_x: the paper's table 1. */
  readonly blocks: readonly [number, number, number, number];
  readonly summary: string;
  readonly published: Published;
}

const DEPTHS: readonly Depth[] = [
  {
    depth: 18,
    unit: "basic-residual",
    blocks: [2, 2, 2, 2],
    summary: "Eight residual units of two 3×3 convolutions: the smallest ResNet for large images.",
    published: { top1Error: 27.88, macs: 1.8e9, note: "10 crops, ILSVRC-2012 validation" },
  },
  {
    depth: 34,
    unit: "basic-residual",
    blocks: [3, 4, 6, 3],
    summary: "Sixteen residual units: with shortcuts, 34 layers beat 18.",
    published: { top1Error: 25.03, macs: 3.6e9, note: "10 crops, ILSVRC-2012 validation" },
  },
  {
    depth: 50,
    unit: "bottleneck",
    blocks: [3, 4, 6, 3],
    summary: "Sixteen bottlenecks: deeper than ResNet-34 at nearly the same cost.",
    published: { top1Error: 24.7, top5Error: 7.8, macs: 3.8e9, note: "1 crop, the authors' released model" },
  },
  {
    depth: 101,
    unit: "bottleneck",
    blocks: [3, 4, 23, 3],
    summary: "ResNet-50 with 23 bottlenecks at 14×14 pixels.",
    published: { top1Error: 23.6, top5Error: 7.1, macs: 7.6e9, note: "1 crop, the authors' released model" },
  },
  {
    depth: 152,
    unit: "bottleneck",
    blocks: [3, 8, 36, 3],
    summary: "The winner of ILSVRC 2015: eight times deeper than VGG, and still cheaper.",
    published: { top1Error: 23.0, top5Error: 6.7, macs: 11.3e9, note: "1 crop, the authors' released model" },
  },
];

const PLAIN: Readonly<Record<number, Published>> = {
  18: { top1Error: 27.94, note: "10 crops, ILSVRC-2012 validation" },
  34: { top1Error: 28.54, note: "10 crops, ILSVRC-2012 validation" },
};

const about = {
  year: 2015,
  citation: "He, Zhang, Ren, Sun, Deep Residual Learning for Image Recognition, CVPR 2016",
  arxiv: "1512.03385",
} as const;

const shortcutParam = choice({
  label: "Shortcut",
  help: "What goes around the units (the paper's options).",
  default: "B",
  options: [
    { value: "A", label: "A: identity, zero-padded where the size changes" },
    { value: "B", label: "B: identity, projection where the size changes" },
    { value: "C", label: "C: projections everywhere" },
  ],
});

/** Our multiply-adds of the bottleneck networks in units of 10⁹, with the stride in the 3×3. */
const LATE_STRIDE: Readonly<Record<number, string>> = { 50: "4.1", 101: "7.8", 152: "11.5" };

function deviationsOf({ depth, published }: Depth): readonly Deviation[] {
  const ours = LATE_STRIDE[depth];
  if (!ours) return [];
  const place: Deviation = {
    what: "Multiply-adds",
    ours: `${ours} billion`,
    published: `${(published.macs ?? 0) / 1e9} billion`,
    why: "The paper strides in the first 1×1 of a unit, nearly every library in the 3×3; both are a parameter of this network.",
  };
  const name: Deviation = {
    what: "Name in the slides",
    ours: "ResNet-152",
    published: "ResNet-151",
    why: "A slip of the slides; the paper's deepest network for ImageNet has 152 layers.",
  };
  return depth === 152 ? [place, name] : [place];
}

export default [...DEPTHS.map(residual), ...DEPTHS.filter(({ depth }) => depth in PLAIN).map(plain)];

function residual(row: Depth): NetworkDefinition {
  return defineNetwork({
    ...about,
    id: `resnet-${row.depth}`,
    title: `ResNet-${row.depth}`,
    family: "ResNet",
    summary: row.summary,
    published: row.published,
    deviations: deviationsOf(row),
    params: { ...standardParams(224, 1000), shortcut: shortcutParam, stridePlace: stridePlaceParam },
    build(builder, { shortcut, stridePlace, ...size }) {
      write(builder, row, size, { shortcut, stridePlace });
    },
  });
}

function plain(row: Depth): NetworkDefinition {
  return defineNetwork({
    ...about,
    id: `plain-${row.depth}`,
    title: `Plain-${row.depth}`,
    family: "Plain",
    summary: `ResNet-${row.depth} without its shortcuts, to see what they are for.`,
    published: PLAIN[row.depth] ?? {},
    params: standardParams(224, 1000),
    build: (builder, size) => write(builder, row, size, { shortcut: "none" }),
  });
}

interface Size {
  readonly height: number;
  readonly width: number;
  readonly classes: number;
}

function write(
  builder: GraphBuilder,
  { unit, blocks }: Depth,
  size: Size,
  options: { readonly shortcut: string; readonly stridePlace?: string },
): void {
  imageInput(builder, size);
  builder.block("conv1", "conv-unit", { kernel: [7, 7], stride: [2, 2], padding: [3, 3, 3, 3] });
  builder.layer("pool1", "max-pool", { kernel: [3, 3], stride: [2, 2], padding: [1, 1, 1, 1] });
  for (const [index, count] of blocks.entries()) {
    builder.block(`conv${index + 2}_x`, "residual-stage", {
      unit,
      filters: 64 * 2 ** index,
      output: 256 * 2 ** index,
      blocks: count,
      stride: index === 0 ? 1 : 2,
      // Behind the pool a basic unit finds its own 64 channels; a bottleneck always widens.
      changes: index > 0 || unit === "bottleneck",
      ...options,
    });
  }
  builder.layer("avgpool", "global-avg-pool");
  classify(builder, "fc", size.classes);
}
