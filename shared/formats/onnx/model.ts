import type { NodeAttributes } from "../../layers/node-kit";
import type { NumberType } from "../../layers/number-types";
import type { StatedValue } from "../../layers/stated-shape";
import type { LatePiece } from "./wire";

/** An ONNX model as plain data, before it becomes bytes. The names are ONNX's own (onnx.ai/onnx/repo-docs/IR.html). */
export interface OnnxModel {
  readonly opset: number;
  /** Versions of the operators of other domains, where there are some. */
  readonly domains?: ReadonlyMap<string, number>;
  readonly producer: string;
  readonly producerVersion: string;
  readonly graph: OnnxGraph;
  readonly functions: readonly OnnxFunction[];
  readonly metadata: Readonly<Record<string, string>>;
}

export interface OnnxGraph {
  readonly name: string;
  readonly documentation: string;
  readonly nodes: readonly OnnxNode[];
  readonly inputs: readonly OnnxValueInfo[];
  readonly outputs: readonly OnnxValueInfo[];
  /** What is known of the values in between. */
  readonly values: readonly OnnxValueInfo[];
  readonly tensors: readonly OnnxTensor[];
}

export interface OnnxNode {
  readonly name: string;
  readonly operator: string;
  /** Of a function; ONNX's own operators if absent. */
  readonly domain?: string;
  /** "" is an input left out. */
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly attributes: NodeAttributes;
  /** The attribute `value` of a constant. */
  readonly tensor?: OnnxTensor;
  /** Not one of ours: it stays as it is. */
  readonly isForeign?: boolean;
}

export interface OnnxFunction {
  readonly name: string;
  readonly documentation: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly nodes: readonly OnnxNode[];
}

/** 32-bit numbers with the batch first. */
export interface OnnxValueInfo {
  readonly name: string;
  /** Without the batch, whose size is open. */
  readonly shape: readonly number[];
  /** What an unknown operator is said to give, instead. */
  readonly stated?: StatedValue;
}

export interface OnnxTensor {
  readonly name: string;
  readonly type: NumberType;
  readonly shape: readonly number[];
  /** Little-endian. */
  readonly data: Uint8Array | LatePiece;
}

/** What our files say made them. */
export const PRODUCER = "Blockwise";

/** The domain of the functions that blocks become. */
export const BLOCK_DOMAIN = "blockwise.blocks";
