import type { NodeAttribute, NodeAttributes } from "../../layers/node-kit";
import { codeOf } from "../../layers/number-types";
import type { Axis } from "../../layers/stated-shape";
import {
  BLOCK_DOMAIN,
  type OnnxFunction,
  type OnnxGraph,
  type OnnxModel,
  type OnnxNode,
  type OnnxTensor,
  type OnnxValueInfo,
} from "./model";
import {
  bytesField,
  floatField,
  intField,
  type Message,
  message,
  messageField,
  type Piece,
  packedIntsField,
  sizeOf,
  textField,
} from "./wire";

/** The file with the weights beside the model, and what it holds, in order. */
export interface ExternalData {
  readonly file: string;
  readonly pieces: readonly Piece[];
}

export interface EncodedModel {
  readonly model: Message;
  readonly external: ExternalData | null;
}

/** Smaller tensors stay in the model, as other programs leave them. */
const SMALLEST_EXTERNAL_BYTES = 1024;
/** Readers map the file into memory. */
const EXTERNAL_ALIGNMENT = 64;

/** The model's bytes; with `externalFile` its large tensors go to a file of that name. */
export function encodeModel(model: OnnxModel, externalFile: string | null): EncodedModel {
  const external = externalFile === null ? null : new ExternalWriter(externalFile);
  const encoded = message(
    intField(1, irVersion(model)),
    textField(2, model.producer),
    textField(3, model.producerVersion),
    messageField(7, encodeGraph(model.graph, external)),
    messageField(8, operatorSet("", model.opset)),
    [...(model.domains ?? [])].map(([domain, version]) => messageField(8, operatorSet(domain, version))),
    model.functions.length > 0 ? messageField(8, operatorSet(BLOCK_DOMAIN, 1)) : [],
    Object.entries(model.metadata).map(([key, value]) => messageField(14, keyValue(key, value))),
    model.functions.map((each) => messageField(25, encodeFunction(each, model))),
  );
  return { model: encoded, external };
}

/** The format's version that came with the operators (onnx.ai/onnx/repo-docs/Versioning.html); functions came with 8. */
function irVersion({ opset, functions }: OnnxModel): number {
  const version = opset >= 21 ? 10 : opset >= 19 ? 9 : opset >= 15 ? 8 : 7;
  return functions.length > 0 ? Math.max(8, version) : version;
}

function encodeGraph(graph: OnnxGraph, external: ExternalWriter | null): Message {
  return message(
    graph.nodes.map((node) => messageField(1, encodeNode(node))),
    textField(2, graph.name),
    graph.tensors.map((tensor) => messageField(5, encodeTensor(tensor, external))),
    textField(10, graph.documentation),
    graph.inputs.map((value) => messageField(11, encodeValue(value))),
    graph.outputs.map((value) => messageField(12, encodeValue(value))),
    graph.values.map((value) => messageField(13, encodeValue(value))),
  );
}

function encodeNode({ name, operator, domain, inputs, outputs, attributes, tensor }: OnnxNode): Message {
  return message(
    inputs.map((input) => textField(1, input)),
    outputs.map((output) => textField(2, output)),
    textField(3, name),
    textField(4, operator),
    encodeAttributes(attributes),
    tensor
      ? messageField(
          5,
          message(textField(1, "value"), messageField(5, encodeTensor(tensor, null)), intField(20, 4)),
        )
      : [],
    domain ? textField(7, domain) : [],
  );
}

function encodeAttributes(attributes: NodeAttributes): readonly Message[] {
  return Object.entries(attributes).map(([name, value]) =>
    typeof value === "object" && "message" in value
      ? bytesField(5, value.message)
      : messageField(5, message(textField(1, name), encodeAttribute(value))),
  );
}

/** The value, and the number that ONNX gives its type. */
function encodeAttribute(value: Exclude<NodeAttribute, { message: Uint8Array }>): Message {
  if (typeof value === "number") return message(intField(3, value), intField(20, 2));
  if (typeof value === "string") return message(textField(4, value), intField(20, 3));
  if ("float" in value) return message(floatField(2, value.float), intField(20, 1));
  if ("floats" in value) return message(...value.floats.map((each) => floatField(7, each)), intField(20, 6));
  if ("strings" in value) return message(...value.strings.map((each) => textField(9, each)), intField(20, 8));
  return message(
    value.map((each) => intField(8, each)),
    intField(20, 7),
  );
}

function encodeTensor({ name, type, shape, data }: OnnxTensor, external: ExternalWriter | null): Message {
  const outside = external?.take(data) ?? null;
  return message(
    shape.length > 0 ? packedIntsField(1, shape) : [],
    intField(2, codeOf(type)),
    name === "" ? [] : textField(8, name),
    outside
      ? [...outside.map(([key, value]) => messageField(13, keyValue(key, value))), intField(14, 1)]
      : bytesField(9, data),
  );
}

class ExternalWriter implements ExternalData {
  readonly file: string;
  readonly pieces: Piece[] = [];
  #size = 0;

  constructor(file: string) {
    this.file = file;
  }

  /** Where the data then stands, or null if it is too little to move. */
  take(data: Piece): readonly (readonly [string, string])[] | null {
    const size = sizeOf(data);
    if (size < SMALLEST_EXTERNAL_BYTES) return null;
    const gap = -this.#size & (EXTERNAL_ALIGNMENT - 1);
    if (gap > 0) this.pieces.push(new Uint8Array(gap));
    const offset = this.#size + gap;
    this.pieces.push(data);
    this.#size = offset + size;
    return [
      ["location", this.file],
      ["offset", `${offset}`],
      ["length", `${size}`],
    ];
  }
}

function encodeFunction(
  { name, documentation, inputs, outputs, nodes }: OnnxFunction,
  model: OnnxModel,
): Message {
  return message(
    textField(1, name),
    inputs.map((input) => textField(4, input)),
    outputs.map((output) => textField(5, output)),
    nodes.map((node) => messageField(7, encodeNode(node))),
    textField(8, documentation),
    messageField(9, operatorSet("", model.opset)),
    messageField(9, operatorSet(BLOCK_DOMAIN, 1)),
    textField(10, BLOCK_DOMAIN),
  );
}

function encodeValue({ name, shape, stated }: OnnxValueInfo): Message {
  const { type, axes } = stated ?? { type: "float", axes: ["N", ...shape] };
  const sizes = axes && messageField(2, message(axes.map((axis) => messageField(1, encodeAxis(axis)))));
  const tensor = message(intField(1, codeOf(type)), sizes ?? []);
  return message(textField(1, name), messageField(2, messageField(1, tensor)));
}

function encodeAxis(axis: Axis): Message {
  if (typeof axis === "number") return intField(1, axis);
  return axis === "?" ? message() : textField(2, axis === "N" ? "batch" : axis);
}

function operatorSet(domain: string, version: number): Message {
  return message(domain === "" ? [] : textField(1, domain), intField(2, version));
}

function keyValue(key: string, value: string): Message {
  return message(textField(1, key), textField(2, value));
}
