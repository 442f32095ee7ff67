import type { Endpoint } from "../graph/document";
import type { Pair } from "../layers/window";
import type { GraphBuilder } from "./graph-builder";
import { keepSize, TENSORFLOW_EPSILON } from "./parts";

export type ConvSpec = readonly [name: string, filters: number, kernel: Pair];

export const ONE = [1, 1] as const;
export const THREE = [3, 3] as const;

/** Convolution units with batch normalisation, one behind the other; each keeps the size of the map. */
export function convs(builder: GraphBuilder, from: Endpoint, specs: readonly ConvSpec[]): Endpoint {
  return specs.reduce((last, [name, filters, kernel]) => {
    const params = { filters, kernel, padding: keepSize(kernel), epsilon: TENSORFLOW_EPSILON };
    return builder.block(name, "conv-unit", params, { from: last });
  }, from);
}

/** A 3×3 unit that halves the map behind units that keep it: the end of a reduction's branch. */
export function halvingConvs(
  builder: GraphBuilder,
  from: Endpoint,
  specs: readonly ConvSpec[],
  padding: "same" | "valid" = "valid",
): Endpoint {
  const before = convs(builder, from, specs.slice(0, -1));
  const [name, filters, kernel] = specs[specs.length - 1] as ConvSpec;
  const params = { filters, kernel, stride: [2, 2], padding, epsilon: TENSORFLOW_EPSILON };
  return builder.block(name, "conv-unit", params, { from: before });
}

/** A 3×3 pool that keeps the size, and the 1×1 projection behind it. Only pixels of the map are averaged. */
export function projectedPool(
  builder: GraphBuilder,
  from: Endpoint,
  filters: number,
  kind: "avg" | "max" = "avg",
): Endpoint {
  const window = { kernel: THREE, stride: [1, 1], padding: [1, 1, 1, 1] };
  if (kind === "avg") builder.layer("pool", "avg-pool", { ...window, countIncludePad: false }, from);
  else builder.layer("pool", "max-pool", window, from);
  return convs(builder, builder.last, [["pool_proj", filters, ONE]]);
}

/** A 3×3 maximum pool that halves the map and passes every channel on. */
export function halvingPool(
  builder: GraphBuilder,
  from: Endpoint,
  padding: "same" | "valid" = "valid",
): Endpoint {
  return builder.layer("pool", "max-pool", { kernel: THREE, stride: [2, 2], padding }, from);
}

/** The filter concatenation that ends a module. */
export function closeModule(builder: GraphBuilder, branches: readonly Endpoint[]): void {
  builder.layer("concat", "concat", {}, branches);
  builder.output();
}
