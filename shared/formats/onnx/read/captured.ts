import { UserError } from "../../../base/assert";
import type { RawNode } from "./raw-model";
import { fieldsOf, messageOf, textOf } from "./wire-reader";

/** Graphs within graphs nest as deep as people write loops. */
const DEEPEST = 16;

/** The values around an operator that graphs in its attributes read: its further inputs, as it were. */
export function capturedBy({ attributes }: RawNode): readonly string[] {
  const names = new Set<string>();
  for (const attribute of attributes.values()) {
    if (attribute.kind !== "graphs") continue;
    for (const graph of attribute.value) for (const name of freeNames(graph, 0)) names.add(name);
  }
  return [...names];
}

/** What a GraphProto reads and does not give. */
function freeNames(graph: Uint8Array, depth: number): ReadonlySet<string> {
  if (depth > DEEPEST) throw new UserError(`The model nests graphs more than ${DEEPEST} deep.`);
  const own = new Set<string>([""]);
  const read = new Set<string>();
  for (const field of fieldsOf(graph)) {
    if (field.number === 1) {
      const node = readInner(messageOf(field), depth);
      for (const name of node.outputs) own.add(name);
      for (const name of node.inputs) read.add(name);
    } else if (field.number === 5) own.add(nameIn(messageOf(field), 8));
    else if (field.number === 11) own.add(nameIn(messageOf(field), 1));
    else if (field.number === 12) read.add(nameIn(messageOf(field), 1));
  }
  for (const name of own) read.delete(name);
  return read;
}

function readInner(node: Uint8Array, depth: number) {
  const inputs: string[] = [];
  const outputs: string[] = [];
  for (const field of fieldsOf(node)) {
    if (field.number === 1) inputs.push(textOf(field));
    else if (field.number === 2) outputs.push(textOf(field));
    else if (field.number === 5) {
      for (const attribute of fieldsOf(messageOf(field))) {
        if (attribute.number === 6 || attribute.number === 11) {
          for (const name of freeNames(messageOf(attribute), depth + 1)) inputs.push(name);
        }
      }
    }
  }
  return { inputs, outputs };
}

/** A tensor whose numbers are in another file would lose them. */
function nameIn(message: Uint8Array, number: number): string {
  let name = "";
  for (const field of fieldsOf(message)) {
    if (field.number === number) name = textOf(field);
    if (number === 8 && field.number === 13) {
      throw new UserError(
        "A graph inside an operator has weights in a file beside the model, which cannot be kept.",
      );
    }
  }
  return name;
}
