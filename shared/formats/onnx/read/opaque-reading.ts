import { UserError } from "../../../base/assert";
import type { Params } from "../../../graph/document";
import type { ReadTensor } from "../../../layers/node-reader";
import { capturedBy } from "./captured";
import { attributesText } from "./opaque-attributes";
import { constantEntry } from "./opaque-constants";
import type { RawModel, RawNode } from "./raw-model";
import type { StoredTensor } from "./tensor";

/** One input of an operator: where its value comes from, once that is known. */
export type Source =
  | { readonly kind: "layer" }
  | { readonly kind: "constant"; readonly tensor: StoredTensor; readonly isTrained: boolean };

/** An operator that no layer stands for, without what is said of its output. */
export interface OpaqueReading {
  readonly params: Params;
  readonly weights: Readonly<Record<string, ReadTensor>>;
}

/** Longer texts are no attributes but data. */
const MOST_LETTERS = 4_000_000;

/** The names of the values that an operator reads, in order: its inputs, and what graphs inside it read. */
export function namesRead(node: RawNode): readonly string[] {
  return [...node.inputs, ...capturedBy(node)];
}

/** Throws a readable error where the operator cannot be kept as it is. `sourceOf` is asked for each name once. */
export function readOpaque(
  node: RawNode,
  { opset, domains }: Pick<RawModel, "opset" | "domains">,
  sourceOf: (name: string) => Source,
): OpaqueReading {
  const weights: Record<string, ReadTensor> = {};
  const entryOf = (name: string, position: number): unknown => {
    if (name === "") return null;
    const source = sourceOf(name);
    return source.kind === "layer"
      ? "layer"
      : constantEntry(source.tensor, position, source.isTrained, weights);
  };
  const captured = capturedBy(node);
  if (captured.length > 0 && node.isInlined) {
    throw new UserError(
      `The operator "${node.operator}" holds a graph that reads values of a function around it.`,
    );
  }
  const inputs = [
    ...node.inputs.map(entryOf),
    ...captured.map((name, index) => {
      const entry = entryOf(name, node.inputs.length + index);
      return { ...(entry === "layer" ? { layer: true } : (entry as object)), captured: name };
    }),
  ];
  const attributes = attributesText(node);
  const listed = JSON.stringify(inputs);
  if (attributes.length > MOST_LETTERS || listed.length > MOST_LETTERS) {
    throw new UserError(
      `The operator "${node.operator}" holds more data in its attributes than can be kept.`,
    );
  }
  const version = node.domain === "" ? opset : (domains.get(node.domain) ?? 1);
  return {
    params: { operator: node.operator, domain: node.domain, version, attributes, inputs: listed },
    weights,
  };
}
