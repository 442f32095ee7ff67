import { assertNever } from "../../base/assert";
import type { OptimiserSpec } from "../../contracts/run";
import { createAdam } from "./optimisers/adam";
import { createMomentum } from "./optimisers/momentum";
import type { Optimiser } from "./optimisers/optimiser";
import { createRmsprop } from "./optimisers/rmsprop";

export function createOptimiser(spec: OptimiserSpec): Optimiser {
  switch (spec.kind) {
    case "sgd":
    case "nesterov":
      return createMomentum(spec);
    case "rmsprop":
    case "rmsprop-tf":
      return createRmsprop(spec);
    case "adam":
    case "adamw":
      return createAdam(spec);
    default:
      return assertNever(spec);
  }
}
