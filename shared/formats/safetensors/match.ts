import { assertExists, UserError } from "../../base/assert";
import { isWhole, type MatchReport, type MatchStrategy } from "../../contracts/weight-match";
import { pairByOrder } from "./pair-by-order";

interface Shaped {
  readonly shape: readonly number[];
}

interface Weight extends Shaped {
  readonly fullName: string;
}

/** Faults told before the rest is only counted. */
const SHOWN = 8;

/** Finds an array of the file for each weight of a network, and tells what was left over on either side. */
export function matchWeights(
  weights: readonly Weight[],
  file: ReadonlyMap<string, Shaped>,
  strategy: MatchStrategy,
): MatchReport {
  // PyTorch counts batches in a buffer that takes no part in computing.
  const found = new Map([...file].filter(([name]) => !name.endsWith("num_batches_tracked")));
  const pairs = strategy === "order" ? pairByOrder(weights, found) : sameNames(weights, found);
  const matched: { name: string; from: string }[] = [];
  const missing: MatchReport["missing"][number][] = [];
  const mismatched: MatchReport["mismatched"][number][] = [];
  for (const { fullName: name, shape } of weights) {
    const from = pairs.get(name);
    if (from === undefined) {
      missing.push({ name, shape });
      continue;
    }
    const given = assertExists(found.get(from), from).shape;
    if (given.join() === shape.join()) matched.push({ name, from });
    else mismatched.push({ name, shape, found: given });
    found.delete(from);
  }
  const unexpected = [...found].map(([name, { shape }]) => ({ name, shape }));
  return { strategy, matched, missing, mismatched, unexpected };
}

function sameNames(
  weights: readonly Weight[],
  found: ReadonlyMap<string, Shaped>,
): ReadonlyMap<string, string> {
  const names = weights.map(({ fullName }) => fullName).filter((name) => found.has(name));
  return new Map(names.map((name) => [name, name]));
}

/** The same, but throws a readable error where the strategy asks for more than there is. */
export function requireMatch(
  weights: readonly Weight[],
  found: ReadonlyMap<string, Shaped>,
  strategy: MatchStrategy = "strict",
): MatchReport {
  const report = matchWeights(weights, found, strategy);
  if (strategy === "strict" ? !isWhole(report) : report.matched.length === 0) throw refusal(report);
  return report;
}

function refusal(report: MatchReport): UserError {
  const faults = faultsOf(report);
  const more = faults.length - SHOWN;
  const told = `${faults.slice(0, SHOWN).join("; ")}${more > 0 ? `; and ${more} more` : ""}`;
  if (report.strategy === "strict") {
    return new UserError(
      `The weights do not fit this network: ${told}. Load the weights that were saved from it, match them by name or by order, or train it anew.`,
    );
  }
  return new UserError(
    `Nothing in the file fits this network by ${report.strategy}: ${told}. Load weights of a network that is alike.`,
  );
}

function faultsOf({ missing, mismatched, unexpected }: MatchReport): readonly string[] {
  return [
    ...missing.map(({ name }) => `"${name}" is missing`),
    ...mismatched.map(
      ({ name, shape, found }) => `"${name}" should be ${axesText(shape)} and is ${axesText(found)}`,
    ),
    ...unexpected.map(({ name }) => `"${name}" is not in it`),
  ];
}

/** In PyTorch's axis order: [64, 3, 7, 7]. */
export function axesText(shape: readonly number[]): string {
  return `[${shape.join(", ")}]`;
}
