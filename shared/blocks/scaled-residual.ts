import type { Endpoint } from "../graph/document";
import { boolean, number } from "../layers/params";
import type { GraphBuilder } from "./graph-builder";
import { channels } from "./parts";

/** What every Inception-ResNet module has besides its branches. */
export function scaledResidualParams(filters: number, scale: number) {
  return {
    filters: channels(
      "Linear 1×1",
      "Filters of the 1×1 that ends the branches: as many as come in.",
      filters,
    ),
    scale: number({
      label: "Residual scale",
      help: "Factor on the residual before it is added; 0.1 to 0.3 keeps training stable.",
      default: scale,
      min: 0,
      max: 1,
    }),
    relu: boolean({
      label: "ReLU",
      help: "Behind the sum; the last module of the released network goes without.",
      default: true,
      advanced: true,
    }),
  } as const;
}

export interface ScaledResidual {
  readonly filters: number;
  readonly scale: number;
  readonly relu: boolean;
}

/** Stacks the branches, brings them to the input's width by a linear 1×1 with a bias, scales that and adds the input. */
export function closeScaledResidual(
  builder: GraphBuilder,
  input: Endpoint,
  branches: readonly Endpoint[],
  { filters, scale, relu }: ScaledResidual,
): void {
  builder.layer("concat", "concat", {}, branches);
  builder.layer("linear", "conv2d", { filters, kernel: [1, 1], padding: "valid" });
  const residual = builder.layer("scale", "scale", { factor: scale });
  builder.layer("add", "add", {}, [input, residual]);
  if (relu) builder.layer("relu", "relu");
  builder.output();
}
