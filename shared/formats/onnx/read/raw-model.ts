import { UserError } from "../../../base/assert";
import { type ExternalFiles, keyValue, readTensor, type StoredTensor } from "./tensor";
import { brokenFile, type Field, fieldsOf, floatsOf, intsOf, messageOf, textOf } from "./wire-reader";

/** A model as the file has it. */
export interface RawModel {
  /** Of ONNX's own operators. */
  readonly opset: number;
  /** Of those of other domains. */
  readonly domains: ReadonlyMap<string, number>;
  readonly producer: string;
  readonly metadata: Readonly<Record<string, string>>;
  readonly graph: RawGraph;
  /** By domain and name. */
  readonly functions: ReadonlyMap<string, RawFunction>;
}

export interface RawGraph {
  readonly name: string;
  readonly nodes: readonly RawNode[];
  readonly tensors: ReadonlyMap<string, StoredTensor>;
  readonly inputs: readonly RawValue[];
  readonly outputs: readonly RawValue[];
  /** What the file says of the values in between. */
  readonly values: ReadonlyMap<string, RawValue>;
}

export interface RawFunction {
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly nodes: readonly RawNode[];
  /** What attributes are where a call gives none. */
  readonly defaults: RawNode["attributes"];
}

export interface RawNode {
  readonly name: string;
  readonly operator: string;
  readonly domain: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly attributes: ReadonlyMap<string, RawAttribute>;
  /** It stood in a function: graphs in its attributes read names of that function. */
  readonly isInlined?: boolean;
  /** It was said anew in words that only layers know: what stands in its place where it is none. */
  readonly otherwise?: readonly RawNode[];
}

export type RawAttribute = AttributeValue & {
  /** The AttributeProto. */
  readonly bytes: Uint8Array;
};

type AttributeValue =
  | { readonly kind: "int"; readonly value: number }
  | { readonly kind: "float"; readonly value: number }
  | { readonly kind: "text"; readonly value: string }
  | { readonly kind: "ints" | "floats"; readonly value: readonly number[] }
  | { readonly kind: "texts"; readonly value: readonly string[] }
  | { readonly kind: "tensor"; readonly value: StoredTensor }
  | { readonly kind: "graphs"; readonly value: readonly Uint8Array[] }
  /** In a function: an attribute of the call. */
  | { readonly kind: "reference"; readonly value: string }
  /** A type or something newer. */
  | { readonly kind: "other" };

export interface RawValue {
  readonly name: string;
  /** Null where the size is open; undefined as a whole where nothing is said. */
  readonly shape?: readonly (number | null)[];
  /** The same, sizes that are open by their names; "" where they have none. */
  readonly axes?: readonly (number | string)[];
  /** ONNX's number of its type; 0 where nothing is said. */
  readonly type: number;
}

/** More than any network has, and few enough to be walked through. */
const MOST_NODES = 100_000;
/** The same of the inputs of one operator, and of its outputs. */
const MOST_ENDS = 10_000;

/** Reads a model's structure. Throws a readable error on a file that is damaged, cut off or something else. */
export function readModel(file: Uint8Array, external: ExternalFiles): RawModel {
  const functions = new Map<string, RawFunction>();
  const metadata: Record<string, string> = {};
  let graph: RawGraph | null = null;
  const domains = new Map<string, number>();
  let opset = 0;
  let producer = "";
  for (const field of fieldsOf(file)) {
    if (field.number === 2) producer = textOf(field);
    else if (field.number === 7) graph = readGraph(messageOf(field), external);
    else if (field.number === 8) {
      const { domain, version } = readOperatorSet(messageOf(field));
      if (domain === "") opset = Math.max(opset, version);
      else domains.set(domain, version);
    } else if (field.number === 14) Object.assign(metadata, keyValue(messageOf(field)));
    else if (field.number === 25) {
      const { key, value } = readFunction(messageOf(field), external);
      functions.set(key, value);
    }
  }
  if (!graph) throw brokenFile("it holds no graph");
  if (opset < 1) throw brokenFile("it does not say which operators it is written in");
  return { opset, domains, producer, metadata, graph, functions };
}

function readOperatorSet(bytes: Uint8Array): { readonly domain: string; readonly version: number } {
  let [domain, version] = ["", 0];
  for (const field of fieldsOf(bytes)) {
    if (field.number === 1) domain = textOf(field);
    else if (field.number === 2) version = field.value;
  }
  return { domain: plainDomain(domain), version };
}

/** ONNX's own domain has two names. */
function plainDomain(domain: string): string {
  return domain === "ai.onnx" ? "" : domain;
}

function readGraph(bytes: Uint8Array, external: ExternalFiles): RawGraph {
  const nodes: RawNode[] = [];
  const tensors = new Map<string, StoredTensor>();
  const values = new Map<string, RawValue>();
  const inputs: RawValue[] = [];
  const outputs: RawValue[] = [];
  let name = "";
  for (const field of fieldsOf(bytes)) {
    if (field.number === 1) pushNode(nodes, readNode(messageOf(field), external));
    else if (field.number === 2) name = textOf(field);
    else if (field.number === 5) {
      const tensor = readTensor(messageOf(field), external);
      tensors.set(tensor.name, tensor);
    } else if (field.number === 11) inputs.push(readValue(messageOf(field)));
    else if (field.number === 12) outputs.push(readValue(messageOf(field)));
    else if (field.number === 13) {
      const value = readValue(messageOf(field));
      values.set(value.name, value);
    }
  }
  // Before version 4 of the format, constants were listed among the inputs.
  return {
    name,
    nodes,
    tensors,
    inputs: inputs.filter((input) => !tensors.has(input.name)),
    outputs,
    values,
  };
}

export function pushNode(nodes: RawNode[], node: RawNode): void {
  refuseTooMany(nodes.length + 1);
  nodes.push(node);
}

export function refuseTooMany(operators: number): void {
  if (operators > MOST_NODES)
    throw new UserError(`The model has more than ${MOST_NODES} operators: too many.`);
}

function readNode(bytes: Uint8Array, external: ExternalFiles): RawNode {
  const inputs: string[] = [];
  const outputs: string[] = [];
  const attributes = new Map<string, RawAttribute>();
  let [name, operator, domain] = ["", "", ""];
  for (const field of fieldsOf(bytes)) {
    if (field.number === 1) inputs.push(textOf(field));
    else if (field.number === 2) outputs.push(textOf(field));
    else if (field.number === 3) name = textOf(field);
    else if (field.number === 4) operator = textOf(field);
    else if (field.number === 5) attributes.set(...readAttribute(messageOf(field), external));
    else if (field.number === 7) domain = textOf(field);
  }
  if (Math.max(inputs.length, outputs.length) > MOST_ENDS) {
    throw new UserError(
      `The operator "${name || operator}" has more than ${MOST_ENDS} inputs or outputs: too many.`,
    );
  }
  return { name, operator, domain: plainDomain(domain), inputs, outputs, attributes };
}

function readAttribute(bytes: Uint8Array, external: ExternalFiles): [string, RawAttribute] {
  const lists: Lists = { ints: [], floats: [], texts: [], graphs: [] };
  let name = "";
  let type = 0;
  let single: AttributeValue = { kind: "other" };
  for (const field of fieldsOf(bytes)) {
    if (field.number === 1) name = textOf(field);
    else if (field.number === 2) single = { kind: "float", value: field.value };
    else if (field.number === 3) single = { kind: "int", value: field.value };
    else if (field.number === 4) single = { kind: "text", value: textOf(field) };
    else if (field.number === 5) single = { kind: "tensor", value: readTensor(messageOf(field), external) };
    else if (field.number === 20) type = field.value;
    else if (field.number === 21) single = { kind: "reference", value: textOf(field) };
    else readListed(field, lists);
  }
  return [name, { ...attributeOf(type, single, lists), bytes }];
}

function readListed(field: Field, lists: Lists): void {
  if (field.number === 6 || field.number === 11) lists.graphs.push(messageOf(field));
  else if (field.number === 7) for (const value of floatsOf(field)) lists.floats.push(value);
  else if (field.number === 8) for (const value of intsOf(field)) lists.ints.push(value);
  else if (field.number === 9) lists.texts.push(textOf(field));
}

interface Lists {
  readonly ints: number[];
  readonly floats: number[];
  readonly texts: string[];
  readonly graphs: Uint8Array[];
}

/** Fields of the value 0 may be left out, so the type decides where it is given. */
function attributeOf(type: number, single: AttributeValue, lists: Lists): AttributeValue {
  if (single.kind === "reference") return single;
  if (lists.graphs.length > 0) return { kind: "graphs", value: lists.graphs };
  if (type === 8 || (type === 0 && lists.texts.length > 0)) return { kind: "texts", value: lists.texts };
  if (type === 6 || (type === 0 && lists.floats.length > 0)) return { kind: "floats", value: lists.floats };
  if (type === 7 || (type === 0 && lists.ints.length > 0)) return { kind: "ints", value: lists.ints };
  if (type === 1 && single.kind === "other") return { kind: "float", value: 0 };
  if (type === 2 && single.kind === "other") return { kind: "int", value: 0 };
  if (type === 3 && single.kind === "other") return { kind: "text", value: "" };
  return single;
}

function readFunction(bytes: Uint8Array, external: ExternalFiles): { key: string; value: RawFunction } {
  const inputs: string[] = [];
  const outputs: string[] = [];
  const nodes: RawNode[] = [];
  const defaults = new Map<string, RawAttribute>();
  let [name, domain] = ["", ""];
  for (const field of fieldsOf(bytes)) {
    if (field.number === 1) name = textOf(field);
    else if (field.number === 11) defaults.set(...readAttribute(messageOf(field), external));
    else if (field.number === 4) inputs.push(textOf(field));
    else if (field.number === 5) outputs.push(textOf(field));
    else if (field.number === 7) pushNode(nodes, readNode(messageOf(field), external));
    else if (field.number === 10) domain = textOf(field);
  }
  return { key: functionKey(domain, name), value: { inputs, outputs, nodes, defaults } };
}

export function functionKey(domain: string, name: string): string {
  return `${domain} ${name}`;
}

function readValue(bytes: Uint8Array): RawValue {
  let name = "";
  let said: Pick<RawValue, "type" | "axes"> = { type: 0 };
  for (const field of fieldsOf(bytes)) {
    if (field.number === 1) name = textOf(field);
    else if (field.number === 2) said = readType(field);
  }
  const shape = said.axes?.map((axis) => (typeof axis === "number" ? axis : null));
  return { name, ...said, ...(shape ? { shape } : {}) };
}

function readType(type: Field): Pick<RawValue, "type" | "axes"> {
  const tensor = [...fieldsOf(messageOf(type))].find(({ number }) => number === 1);
  const said = tensor ? [...fieldsOf(messageOf(tensor))] : [];
  const code = said.find(({ number }) => number === 1)?.value ?? 0;
  const shape = said.find(({ number }) => number === 2);
  if (!shape) return { type: code };
  const axes = [...fieldsOf(messageOf(shape))].filter(({ number }) => number === 1).map(axisOf);
  return { type: code, axes };
}

function axisOf(dimension: Field): number | string {
  let axis: number | string = "";
  for (const field of fieldsOf(messageOf(dimension))) {
    if (field.number === 1 && field.value > 0) axis = field.value;
    else if (field.number === 2) axis = textOf(field);
  }
  return axis;
}
