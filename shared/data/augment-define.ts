import type { Random } from "../base/random";
import type { AugmentationKind, AugmentationSpec } from "../contracts/run";
import type { RgbImage } from "./resize";

/** One way of changing training images so that a network cannot learn them by heart. */
export interface AugmentationDefinition<S extends AugmentationSpec = AugmentationSpec> {
  /** With the constants that are published for it. */
  readonly defaults: S;
  readonly title: string;
  /** One sentence for the train panel. */
  readonly summary: string;
  /** Decided by its arguments alone; keeps the size and leaves the image it was given as it is. */
  apply(image: RgbImage, spec: S, random: Random): RgbImage;
}

type SpecOf<K extends AugmentationKind> = Extract<AugmentationSpec, { readonly kind: K }>;

/**
 * Ties the row's `apply` to the spec of its kind. The registry hands a row only specs of its own kind, which is what
 * lets the type forget it here.
 */
export function defineAugmentation<K extends AugmentationKind>(
  row: AugmentationDefinition<SpecOf<K>> & { readonly defaults: { readonly kind: K } },
): AugmentationDefinition {
  return row as unknown as AugmentationDefinition;
}
