import type { Definition, Graph } from "../../graph/document";
import { freeName } from "../../graph/names";

/** The id of the block with this inside: of one that is there already, else of one that is added. */
export function defineBlock(
  definitions: Record<string, Definition>,
  title: string,
  graph: Graph,
  inputCount: number,
): string {
  const inputs = Array.from({ length: inputCount }, (_, port) => (inputCount > 1 ? `in ${port + 1}` : "in"));
  const body = JSON.stringify([graph, inputs]);
  const alike = Object.values(definitions).find((each) => JSON.stringify([each.graph, each.inputs]) === body);
  if (alike) return alike.id;
  const id = freeName(new Set(Object.keys(definitions)), `custom_${title.toLowerCase()}`);
  definitions[id] = { id, title, inputs, outputs: ["out"], basis: null, graph };
  return id;
}
