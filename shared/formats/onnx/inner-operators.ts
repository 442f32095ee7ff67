import { UserError } from "../../base/assert";
import type { NodeAttributes } from "../../layers/node-kit";
import { fieldsOf, messageOf, textOf } from "./read/wire-reader";

/** As deep as files are read. */
const DEEPEST = 17;

/** ONNX's own operators in graphs that an operator's attributes hold. Throws a readable error on bytes that are none. */
export function innerOperators(attributes: NodeAttributes): ReadonlySet<string> {
  const found = new Set<string>();
  for (const value of Object.values(attributes)) {
    if (typeof value === "object" && "message" in value) inAttribute(value.message, found, 0);
  }
  return found;
}

function inAttribute(attribute: Uint8Array, found: Set<string>, depth: number): void {
  if (depth > DEEPEST) throw new UserError(`An operator nests graphs more than ${DEEPEST} deep.`);
  for (const field of fieldsOf(attribute)) {
    if (field.number !== 6 && field.number !== 11) continue;
    for (const node of fieldsOf(messageOf(field))) {
      if (node.number === 1) inNode(messageOf(node), found, depth);
    }
  }
}

function inNode(node: Uint8Array, found: Set<string>, depth: number): void {
  let [operator, domain] = ["", ""];
  for (const field of fieldsOf(node)) {
    if (field.number === 4) operator = textOf(field);
    else if (field.number === 7) domain = textOf(field);
    else if (field.number === 5) inAttribute(messageOf(field), found, depth + 1);
  }
  if (domain === "" || domain === "ai.onnx") found.add(operator);
}
