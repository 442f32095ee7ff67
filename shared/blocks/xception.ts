import type { Endpoint } from "../graph/document";
import type { GraphBuilder } from "./graph-builder";
import { TENSORFLOW_EPSILON } from "./parts";

/** Halves the map behind the separable convolutions just added, and adds the input through a strided 1×1. */
export function closeXceptionPool(builder: GraphBuilder, input: Endpoint, filters: number): void {
  const window = { kernel: [3, 3], stride: [2, 2], padding: "same" };
  const residual = builder.layer("pool", "max-pool", window);
  const projection = { filters, kernel: [1, 1], stride: [2, 2], padding: "valid", bias: false };
  builder.layer("projection", "conv2d", projection, input);
  const around = builder.layer("projection_bn", "batch-norm", { epsilon: TENSORFLOW_EPSILON });
  builder.layer("add", "add", {}, [residual, around]);
}
