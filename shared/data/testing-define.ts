import type { TestingKind, TestingSpec } from "../contracts/run";
import type { Extent, View } from "./view";

/** One published way of looking at an image when a network is tested; of several views the probabilities are averaged. */
export interface TestingDefinition<S extends TestingSpec = TestingSpec> {
  /** With the constants that are published for it. */
  readonly defaults: S;
  readonly title: string;
  /** One sentence for the train panel. */
  readonly summary: string;
  /** Square views, of an image of any proportions. */
  views(image: Extent, spec: S): readonly View[];
  /** Sides of an image from which its crops are cut without enlarging them, in sides of the crop; absent means 1. */
  room?(spec: S): number;
}

type SpecOf<K extends TestingKind> = Extract<TestingSpec, { readonly kind: K }>;

/** Ties the row's functions to the spec of its kind; the registry hands a row only specs of its own. */
export function defineTesting<K extends TestingKind>(
  row: TestingDefinition<SpecOf<K>> & { readonly defaults: { readonly kind: K } },
): TestingDefinition {
  return row as unknown as TestingDefinition;
}

/** Each view, then each as in a mirror. */
export function withMirrors(views: readonly View[]): readonly View[] {
  return [...views, ...views.map((view) => ({ ...view, mirrored: !view.mirrored }))];
}

/** Squares of one side within a rectangle, at `places` of the room that is left to either side, 0 to 1. */
export function squaresIn(
  { left, top, width, height }: Omit<View, "mirrored">,
  side: number,
  places: readonly (readonly [across: number, down: number])[],
): readonly View[] {
  return places.map(([across, down]) => ({
    left: left + across * (width - side),
    top: top + down * (height - side),
    width: side,
    height: side,
    mirrored: false,
  }));
}

export const CENTRE = [0.5, 0.5] as const;
export const CORNERS = [
  [0, 0],
  [1, 0],
  [0, 1],
  [1, 1],
] as const;
