import type { GraphBuilder } from "../blocks/graph-builder";
import { TENSORFLOW_EPSILON } from "../blocks/parts";
import { classify } from "./classifier";

const UNPADDED = { padding: "valid" } as const;
const UNIT = { ...UNPADDED, epsilon: TENSORFLOW_EPSILON } as const;

/** From the image to 71×71×192: what Inception-v3 and both Inception-ResNets start with. */
export function inceptionStem(builder: GraphBuilder): void {
  builder.block("conv1", "conv-unit", { filters: 32, stride: [2, 2], ...UNIT });
  builder.block("conv2", "conv-unit", { filters: 32, ...UNIT });
  builder.block("conv3", "conv-unit", { filters: 64, epsilon: TENSORFLOW_EPSILON });
  halve(builder, "pool1");
  builder.block("conv4", "conv-unit", { filters: 80, kernel: [1, 1], ...UNIT });
  builder.block("conv5", "conv-unit", { filters: 192, ...UNIT });
}

export function halve(builder: GraphBuilder, name: string): void {
  builder.layer(name, "max-pool", { kernel: [3, 3], stride: [2, 2], ...UNPADDED });
}

/** The mean of the map, 8×8 at the papers' size, and the classifier; a fifth of the features is dropped in training. */
export function inceptionHead(builder: GraphBuilder, classes: number): void {
  builder.layer("avgpool", "global-avg-pool");
  builder.layer("dropout", "dropout", { rate: 0.2 });
  classify(builder, "linear", classes);
}
