import { createRegistry } from "../base/registry";
import type { TestingSpec } from "../contracts/run";
import type { TestingDefinition } from "./testing-define";
import type { Extent, View } from "./view";

const rows = import.meta.glob<TestingDefinition>("./testing/*.ts", { eager: true, import: "default" });

/** Every way of testing, by its kind, fewest views first. A file in `testing/` and its spec in the contract add one. */
export const testings = createRegistry("way of testing", rows, (row) => row.defaults.kind);

/** The ways from the quickest to the slowest. */
export const testingsByCost: readonly TestingDefinition[] = [...testings.all].sort(
  (a, b) => viewCount(a.defaults) - viewCount(b.defaults) || roomToTest(a.defaults) - roomToTest(b.defaults),
);

export function viewsOf(image: Extent, spec: TestingSpec): readonly View[] {
  return testings.require(spec.kind).views(image, spec);
}

/** How often the network looks at each image. */
export function viewCount(spec: TestingSpec): number {
  return viewsOf({ width: 1, height: 1 }, spec).length;
}

/** Sides of the images that it cuts from, in sides of what the network takes. */
export function roomToTest(spec: TestingSpec): number {
  return testings.require(spec.kind).room?.(spec) ?? 1;
}
