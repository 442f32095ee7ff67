import { inRegistrationOrder, moduleOf } from "./registration-order";

interface Shaped {
  readonly shape: readonly number[];
}

/** A layer as files have it: arrays whose names differ in the last part only. */
interface Module {
  readonly name: string;
  /** Full names, by their last part. */
  readonly arrays: ReadonlyMap<string, string>;
  /** Layers of one kind can stand for each other. */
  readonly kind: string;
}

/**
 * For each weight the array that takes its place in the file: the first layer with a kernel of some shape takes from the
 * first such layer there, the second from the second. So it does not matter whether convolutions and their norms alternate
 * or not, nor what either side calls them; only layers of one shape must stand in the same order.
 */
export function pairByOrder(
  weights: readonly (Shaped & { readonly fullName: string })[],
  found: ReadonlyMap<string, Shaped>,
): ReadonlyMap<string, string> {
  const ours = modulesOf(new Map(weights.map((weight) => [weight.fullName, weight])));
  const theirs = inRegistrationOrder(modulesOf(found), (name) => found.get(name)?.shape.length ?? 0);
  const waiting = new Map<string, Module[]>();
  for (const module of theirs) waiting.set(module.kind, [...(waiting.get(module.kind) ?? []), module]);
  const pairs = new Map<string, string>();
  for (const module of ours) {
    const given = waiting.get(module.kind)?.shift();
    for (const [part, fullName] of module.arrays) {
      const from = given?.arrays.get(part);
      if (from !== undefined) pairs.set(fullName, from);
    }
  }
  return pairs;
}

function modulesOf(arrays: ReadonlyMap<string, Shaped>): readonly Module[] {
  const parts = new Map<string, Map<string, string>>();
  for (const fullName of arrays.keys()) {
    const name = moduleOf(fullName);
    const own = parts.get(name) ?? new Map<string, string>();
    parts.set(name, own.set(fullName.slice(name.length), fullName));
  }
  return [...parts].map(([name, own]) => ({ name, arrays: own, kind: kindOf(own, arrays) }));
}

/** By its largest array, the kernel, and whether it normalises; whether there is a bias besides does not count. */
function kindOf(own: ReadonlyMap<string, string>, arrays: ReadonlyMap<string, Shaped>): string {
  const shapes = [...own.values()].map((name) => arrays.get(name)?.shape ?? []);
  const deepest = shapes.reduce((best, shape) => (shape.length > best.length ? shape : best), []);
  const normalises = [...own.keys()].some((part) => part.endsWith("running_mean"));
  return `${deepest.join()}${normalises ? " normalised" : ""}`;
}
