import type { Random } from "../base/random";
import type { AugmentationKind, AugmentationSpec } from "../contracts/run";
import type { RgbImage } from "./resize";
import type { Extent, View } from "./view";

interface AugmentationFacts<S> {
  /** With the constants that are published for it. */
  readonly defaults: S;
  readonly title: string;
  /** One sentence for the train panel. */
  readonly summary: string;
}

/** Shows a part of the image, to its mask as well. A part as large as the image stays so; another fills the network's input. */
interface GeometricAugmentation<S> extends AugmentationFacts<S> {
  /** Decided by its arguments alone. */
  view(image: Extent, spec: S, random: Random): View;
  /** Sides of an image from which its crops are cut without enlarging them, in sides of the crop; absent means 1. */
  room?(spec: S): number;
}

/** Changes colours and leaves everything in its place. */
interface ColourAugmentation<S> extends AugmentationFacts<S> {
  /** Decided by its arguments alone; leaves the image it was given as it is. */
  recolour(image: RgbImage, spec: S, random: Random): RgbImage;
}

/** One way of changing training images so that a network cannot learn them by heart. */
export type AugmentationDefinition<S extends AugmentationSpec = AugmentationSpec> =
  | GeometricAugmentation<S>
  | ColourAugmentation<S>;

type SpecOf<K extends AugmentationKind> = Extract<AugmentationSpec, { readonly kind: K }>;

/**
 * Ties the row's functions to the spec of its kind. The registry hands a row only specs of its own kind, which is what
 * lets the type forget it here.
 */
export function defineAugmentation<K extends AugmentationKind>(
  row: AugmentationDefinition<SpecOf<K>> & { readonly defaults: { readonly kind: K } },
): AugmentationDefinition {
  return row as unknown as AugmentationDefinition;
}
