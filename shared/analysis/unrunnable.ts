import { UserError } from "../base/assert";
import { fault } from "../base/fault";
import type { ParamSpecs, ParamsOf } from "../layers/params";
import { layers } from "../layers/registry";
import type { GraphAnalysis, NodeAnalysis, Problem } from "./types";

const known = new WeakMap<GraphAnalysis, readonly Problem[]>();

/** What keeps a network without problems from being run or trained: operators that are not known here. */
export function unrunnable(analysis: GraphAnalysis): readonly Problem[] {
  const found = known.get(analysis);
  if (found) return found;
  const problems = [...analysis.nodes.values()].flatMap(problemsOf);
  known.set(analysis, problems);
  return problems;
}

function problemsOf({ node, copies }: NodeAnalysis): readonly Problem[] {
  if (node.kind === "block") {
    // Copies differ in their shapes alone.
    const inside = copies[0] ? unrunnable(copies[0]) : [];
    return inside.map((problem) => ({ ...problem, path: `${node.id}/${problem.path}` }));
  }
  const opaque = layers.get(node.type)?.opaque;
  if (!opaque) return [];
  const name = opaque.name(node.params as ParamsOf<ParamSpecs>);
  const message = `${name} cannot be run: no layer here does what it does.`;
  return [{ ...fault(message, "layers that are known here", name), path: node.id }];
}

/** Throws what keeps the network from being run, in words that say what to do. */
export function refuseUnrunnable(analysis: GraphAnalysis): void {
  const refusal = refusalOf(analysis);
  if (refusal !== null) throw new UserError(refusal);
}

/** Null where nothing keeps it from being run. */
export function refusalOf(analysis: GraphAnalysis): string | null {
  const [first, ...more] = unrunnable(analysis);
  if (!first) return null;
  const others =
    more.length === 0 ? "" : ` So ${more.length === 1 ? "does one more" : `do ${more.length} more`}.`;
  return `"${first.path}" stops the network: ${first.message} Remove it; as it is, the network runs elsewhere as an ONNX file.${others}`;
}
