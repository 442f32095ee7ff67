import { UserError } from "../../base/assert";

interface Shaped {
  readonly shape: readonly number[];
}

/** Faults told before the rest is only counted. */
const SHOWN = 8;

/** Throws a readable error that lists what a file lacks for a network, has too much, or has in another shape. */
export function requireMatch(
  weights: readonly (Shaped & { readonly fullName: string })[],
  found: ReadonlyMap<string, Shaped>,
): void {
  const faults = mismatches(weights, found);
  if (faults.length === 0) return;
  const more = faults.length - SHOWN;
  throw new UserError(
    `The weights do not fit this network: ${faults.slice(0, SHOWN).join("; ")}${more > 0 ? `; and ${more} more` : ""}. ` +
      `Load the weights that were saved from it, or train it anew.`,
  );
}

function mismatches(
  weights: readonly (Shaped & { readonly fullName: string })[],
  found: ReadonlyMap<string, Shaped>,
): readonly string[] {
  const faults: string[] = [];
  for (const { fullName, shape } of weights) {
    const given = found.get(fullName);
    if (!given) faults.push(`"${fullName}" is missing`);
    else if (given.shape.join() !== shape.join()) {
      faults.push(`"${fullName}" should be ${shapeText(shape)} and is ${shapeText(given.shape)}`);
    }
  }
  const expected = new Set(weights.map((weight) => weight.fullName));
  for (const name of found.keys()) {
    // PyTorch counts batches in a buffer that takes no part in computing.
    if (!expected.has(name) && !name.endsWith(".num_batches_tracked")) faults.push(`"${name}" is not in it`);
  }
  return faults;
}

function shapeText(shape: readonly number[]): string {
  return `[${shape.join(", ")}]`;
}
