import { UserError } from "../../../base/assert";
import {
  functionKey,
  pushNode,
  type RawAttribute,
  type RawFunction,
  type RawModel,
  type RawNode,
  refuseTooMany,
} from "./raw-model";

/** Functions may call functions; ours nest as deep as blocks do. */
const DEEPEST = 32;

/** The nodes of a model with its functions written out. What was inside of a call is named after it. */
export function inlineFunctions({ graph, functions }: RawModel): readonly RawNode[] {
  if (functions.size === 0) return graph.nodes;
  const nodes: RawNode[] = [];
  // Calls count as well: functions that call each other twice and are empty at last give no operator.
  let calls = 0;
  const named = new Map<string, number>();
  for (const node of graph.nodes) expand(node, 0);
  return nodes;

  /** Calls may be of one name, and what is inside of them may not. */
  function nameOf(node: RawNode): string {
    const name = node.name || node.outputs[0] || node.operator;
    const count = (named.get(name) ?? 0) + 1;
    named.set(name, count);
    return count === 1 ? name : `${name} ${count}`;
  }

  function expand(node: RawNode, depth: number): void {
    const body = functions.get(functionKey(node.domain, node.operator));
    if (!body) {
      pushNode(nodes, node);
      return;
    }
    if (depth === DEEPEST) {
      throw new UserError(
        `The function "${node.operator}" calls functions more than ${DEEPEST} deep, or itself.`,
      );
    }
    refuseTooMany(++calls);
    const call = nameOf(node);
    const names = new Map<string, string>();
    for (const [index, name] of body.inputs.entries()) names.set(name, node.inputs[index] ?? "");
    for (const [index, name] of body.outputs.entries())
      names.set(name, node.outputs[index] ?? `${call}/${name}`);
    const renamed = (name: string): string => (name === "" ? "" : (names.get(name) ?? `${call}/${name}`));
    for (const inner of body.nodes) {
      expand(
        {
          ...inner,
          isInlined: true,
          attributes: attributesOf(inner, node, body),
          name: `${call}/${inner.name || inner.outputs[0] || inner.operator}`,
          inputs: inner.inputs.map(renamed),
          outputs: inner.outputs.map(renamed),
        },
        depth + 1,
      );
    }
  }
}

/** A function's nodes may take their attributes from the call. */
function attributesOf(inner: RawNode, call: RawNode, { defaults }: RawFunction): RawNode["attributes"] {
  if (![...inner.attributes.values()].some(({ kind }) => kind === "reference")) return inner.attributes;
  const given = [...inner.attributes].flatMap(([name, attribute]): (readonly [string, RawAttribute])[] => {
    if (attribute.kind !== "reference") return [[name, attribute]];
    const meant = call.attributes.get(attribute.value) ?? defaults.get(attribute.value);
    // One that nobody gives is left out, as the format has it.
    return meant ? [[name, meant]] : [];
  });
  return new Map(given);
}
