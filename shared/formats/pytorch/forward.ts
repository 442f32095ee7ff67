import { unused, variableOf } from "./python-names";

/** A value by the node that gives it and the port. */
export type ValueKey = string;

export interface Step {
  /** After which new variables are called. */
  readonly name: string;
  readonly reads: readonly ValueKey[];
  readonly gives: readonly ValueKey[];
  /** Python of the outputs, from that of the inputs. Several lines where copies are gone through. */
  write(inputs: readonly string[], targets: readonly string[]): readonly string[];
}

/** The body of a method. */
export interface Forward {
  /** Names of its arguments. */
  readonly inputs: readonly string[];
  readonly statements: readonly string[];
  readonly outputs: readonly string[];
}

/** The steps that any of the values depends on. */
export function stepsTowards(steps: readonly Step[], wanted: readonly ValueKey[]): readonly Step[] {
  const needed = new Set(wanted);
  const kept: Step[] = [];
  for (const step of [...steps].reverse()) {
    if (!step.gives.some((key) => needed.has(key))) continue;
    kept.push(step);
    for (const key of step.reads) needed.add(key);
  }
  return kept.reverse();
}

/**
 * The lines of `forward`. A chain keeps its variable; where ways part, each branch goes on under the name of its first
 * node.
 */
export function writeForward(
  entering: readonly { readonly key: ValueKey; readonly name: string }[],
  steps: readonly Step[],
  leaving: readonly ValueKey[],
): Forward {
  const reads = countReads(steps, leaving);
  const live = new Map<ValueKey, string>();
  const taken = new Set<string>();
  const inputs = entering.map(({ key, name }) => {
    const variable = unused(taken, variableOf(name));
    live.set(key, variable);
    return variable;
  });
  const statements: string[] = [];
  for (const step of steps) {
    const sources = step.reads.map((key) => live.get(key) as string);
    for (const key of new Set(step.reads)) {
      const left = (reads.get(key) ?? 0) - step.reads.filter((read) => read === key).length;
      reads.set(key, left);
      if (left > 0) continue;
      // Its variable is free again, for this very step as well.
      taken.delete(live.get(key) as string);
      live.delete(key);
    }
    const targets = step.gives.map((key, port) => {
      const variable = targetOf(step, port, sources, taken);
      live.set(key, variable);
      return variable;
    });
    statements.push(...step.write(sources, targets));
  }
  return { inputs, statements, outputs: leaving.map((key) => live.get(key) as string) };
}

function targetOf(step: Step, port: number, sources: readonly string[], taken: Set<string>): string {
  // Where ways meet, the trunk goes on.
  const freed = [...(sources.length > 1 ? ["x"] : []), ...sources].find((variable) => !taken.has(variable));
  if (freed !== undefined && step.gives.length === 1) {
    taken.add(freed);
    return freed;
  }
  const suffix = step.gives.length > 1 ? `_${port}` : "";
  return unused(taken, `${variableOf(step.name)}${suffix}`);
}

function countReads(steps: readonly Step[], leaving: readonly ValueKey[]): Map<ValueKey, number> {
  const reads = new Map<ValueKey, number>();
  for (const key of [...steps.flatMap((step) => step.reads), ...leaving]) {
    reads.set(key, (reads.get(key) ?? 0) + 1);
  }
  return reads;
}
