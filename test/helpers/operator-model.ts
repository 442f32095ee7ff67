import { bytesOf } from "../../shared/formats/onnx/draft";
import { encodeModel } from "../../shared/formats/onnx/encode";
import type { OnnxModel, OnnxTensor, OnnxValueInfo } from "../../shared/formats/onnx/model";
import { chunksOf } from "../../shared/formats/onnx/wire";
import type { NodeAttributes } from "../../shared/layers/node-kit";
import type { Axis } from "../../shared/layers/stated-shape";
import { randomTensor } from "./reference-tensor";

/** A few operators as another program writes them. The image is "x", the result "y". */
export interface Operators {
  readonly opset?: number;
  /** Channels, height and width of the image; 3×6×5 if absent. */
  readonly input?: readonly number[];
  /** What the file says of the image, where it leaves sizes open. */
  readonly axes?: readonly Axis[];
  readonly nodes: readonly OperatorNode[];
  readonly constants?: Readonly<Record<string, Constant>>;
  /** Without the batch. */
  readonly output: readonly number[];
  /** Outputs beside "y". */
  readonly more?: readonly OnnxValueInfo[];
  /** What is said of values in between; nothing if absent. */
  readonly values?: readonly OnnxValueInfo[];
  /** Versions of the operators of other domains. */
  readonly domains?: ReadonlyMap<string, number>;
}

type OperatorNode = readonly [
  operator: string,
  inputs: readonly string[],
  outputs: string | readonly string[],
  attributes?: NodeAttributes,
  domain?: string,
];

interface Constant {
  readonly shape: readonly number[];
  readonly floats?: readonly number[];
  readonly ints?: readonly number[];
}

export function ints(...values: readonly number[]): Constant {
  return { shape: [values.length], ints: values };
}

/** One number without an axis. */
export function scalar(value: number): Constant {
  return { shape: [], floats: [value] };
}

/** Uniform from -1 to 1. */
export function drawn(...shape: readonly number[]): Constant {
  return { shape, floats: [...randomTensor(shape, shape.length).data] };
}

export async function operatorModel(operators: Operators): Promise<ArrayBuffer> {
  const { opset = 17, input = [3, 6, 5], axes, nodes, constants = {}, output, values = [] } = operators;
  const model: OnnxModel = {
    opset,
    producer: "test",
    domains: operators.domains ?? new Map(),
    producerVersion: "",
    functions: [],
    metadata: {},
    graph: {
      name: "operators",
      documentation: "",
      nodes: nodes.map(([operator, inputs, outputs, attributes = {}, domain]) => ({
        name: "",
        operator,
        inputs,
        outputs: typeof outputs === "string" ? [outputs] : outputs,
        attributes,
        ...(domain ? { domain } : {}),
      })),
      inputs: [{ name: "x", shape: input, ...(axes ? { stated: { type: "float", axes } } : {}) }],
      outputs: [{ name: "y", shape: output }, ...(operators.more ?? [])],
      values,
      tensors: Object.entries(constants).map(([name, constant]) => tensorOf(name, constant)),
    },
  };
  const chunks: Uint8Array[] = [];
  for await (const chunk of chunksOf(encodeModel(model, null).model)) chunks.push(chunk);
  return new Blob(chunks as BlobPart[]).arrayBuffer();
}

function tensorOf(name: string, { shape, floats, ints: whole }: Constant): OnnxTensor {
  return whole
    ? { name, type: "int64", shape, data: bytesOf(BigInt64Array.from(whole, BigInt)) }
    : { name, type: "float", shape, data: bytesOf(Float32Array.from(floats ?? [])) };
}
