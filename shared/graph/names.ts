import { type Fault, fault } from "../base/fault";
import type { Graph, NodeId } from "./document";

/** Letters, digits, `_` and `-`: a name becomes part of a path, of a weight's name and of Python code. */
const NAME = /^[A-Za-z0-9_-]{1,64}$/;

/** Words that every object already has (`constructor`, `__proto__`) are no names: records are looked up by them. */
export function isName(text: string): boolean {
  return NAME.test(text) && !(text in Object.prototype);
}

/** Why a node may not be called so, or null. */
export function nameFault(graph: Graph, node: NodeId, name: string): Fault | null {
  if (!isName(name)) {
    return fault(
      `"${name}" cannot be a name.`,
      "1 to 64 letters, digits, underscores or hyphens",
      name === "" ? "nothing" : name,
    );
  }
  const taken = Object.values(graph.nodes).some((other) => other.id !== node && other.name === name);
  return taken ? fault(`There is already a node called "${name}" here.`, "a name of its own", name) : null;
}

/** The nearest name to `wanted` that the node may have: "my conv (1)" becomes "my_conv_1". Null if nothing is left of it. */
export function correctedName(graph: Graph, node: NodeId, wanted: string): string | null {
  const plain = wanted
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .replace(/[^A-Za-z0-9_-]+/g, "_")
    .replace(/^_+|_+$/g, "");
  if (!isName(plain.slice(0, 56))) return null;
  const others = Object.values(graph.nodes).filter(({ id }) => id !== node);
  return freeName(new Set(others.map(({ name }) => name)), plain);
}

/** A free id and name: `relu`, `relu_2`, `relu_3`. A trailing number of the base is counted on. */
export function freeName(taken: ReadonlySet<string>, base: string): string {
  const stem = base.replace(/[^A-Za-z0-9_-]/g, "_").slice(0, 56);
  if (!taken.has(stem)) return stem;
  const plain = stem.replace(/_\d+$/, "");
  for (let count = 2; ; count++) {
    const candidate = `${plain}_${count}`;
    if (!taken.has(candidate)) return candidate;
  }
}

/** Ids and names in use. */
export function takenNames(graph: Graph): Set<string> {
  const taken = new Set<string>();
  for (const node of Object.values(graph.nodes)) {
    taken.add(node.id);
    taken.add(node.name);
  }
  return taken;
}
