import type { Endpoint } from "../graph/document";
import type { GraphBuilder } from "./graph-builder";

export interface Shortcut {
  readonly kind: "identity" | "padded" | "projection" | "none";
  /** Channels that the unit gives. */
  readonly filters: number;
  readonly stride: number;
}

/** Ends a residual unit: adds what goes around it, where anything does, and rectifies. The convolutions were just added. */
export function closeResidual(
  builder: GraphBuilder,
  input: Endpoint,
  shortcut: Shortcut,
  relu: string,
): void {
  const { kind, filters } = shortcut;
  const stride = [shortcut.stride, shortcut.stride];
  const residual = builder.last;
  if (kind !== "none") {
    let around = input;
    if (kind === "padded") around = builder.layer("shortcut", "shortcut-pad", { filters, stride }, input);
    if (kind === "projection") {
      const params = { filters, kernel: [1, 1], stride, padding: "valid", bias: false };
      builder.layer("projection", "conv2d", params, input);
      around = builder.layer("projection_bn", "batch-norm");
    }
    builder.layer("add", "add", {}, [residual, around]);
  }
  builder.layer(relu, "relu");
  builder.output();
}
