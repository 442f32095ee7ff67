import { createHash } from "node:crypto";
import { createAnalyser } from "../../shared/analysis/analyse";
import { leavesOf } from "../../shared/analysis/leaves";
import { outputText } from "../../shared/analysis/output-text";
import type { GraphAnalysis } from "../../shared/analysis/types";
import { type PlacedWeight, placedWeights, unfold } from "../../shared/analysis/unfold";
import { buildModel } from "../../shared/formats/onnx/build";
import { encodeModel } from "../../shared/formats/onnx/encode";
import type { OnnxModel, OnnxNode } from "../../shared/formats/onnx/model";
import { type ReadNetwork, readOnnx } from "../../shared/formats/onnx/read/read-onnx";
import { chunksOf } from "../../shared/formats/onnx/wire";
import type { Document } from "../../shared/graph/document";
import { hasTrait } from "../../shared/layers/define";

/** How another program calls an operator: the number of each, what it does, and what we called it. */
export type Renaming = (index: number, operator: string, path: string) => string;

/** As old exporters of PyTorch number operators. Values and weights are numbers in any case. */
export const NUMBERED: Renaming = (index, operator) => `${operator}_${index}`;

/** Out to ONNX, renamed as by another program, and in again. The weights of the file are numbered from 0. */
export async function throughForeign(document: Document, rename: Renaming): Promise<ReadNetwork> {
  const order = new Map(placedWeights(document).map(({ fullName }, index) => [fullName, index]));
  const weights = {
    read: ({ fullName, shape }: PlacedWeight) =>
      new Float32Array(shape.reduce((product, size) => product * size, 1)).fill(order.get(fullName) ?? -1),
  };
  const options = { opset: 17, foldBatchNorm: false, functions: false };
  const { model } = encodeModel(renamed(buildModel({ document, options, weights }), rename), null);
  const bytes = new Uint8Array(model.size);
  let at = 0;
  for await (const chunk of chunksOf(model)) {
    bytes.set(chunk, at);
    at += chunk.byteLength;
  }
  return readOnnx(bytes.buffer, { name: "file" });
}

function renamed(model: OnnxModel, rename: Renaming): OnnxModel {
  const { graph } = model;
  const ends = new Set([...graph.inputs, ...graph.outputs].map(({ name }) => name));
  const values = new Map<string, string>();
  for (const { outputs } of graph.nodes) {
    for (const output of outputs) if (!ends.has(output)) values.set(output, `${100 + values.size}`);
  }
  // Constants that our files call so say that no one trained them.
  for (const { name } of graph.tensors)
    if (!/constant_\d+$/.test(name)) values.set(name, `${100 + values.size}`);
  const own = (names: readonly string[]): readonly string[] => names.map((name) => values.get(name) ?? name);
  const nodes = graph.nodes.map((node, index): OnnxNode => {
    const name = rename(index, node.operator, node.name);
    return { ...node, name, inputs: own(node.inputs), outputs: own(node.outputs) };
  });
  const tensors = graph.tensors.map((tensor) => ({
    ...tensor,
    name: values.get(tensor.name) ?? tensor.name,
  }));
  return { ...model, producer: "elsewhere", metadata: {}, graph: { ...graph, nodes, tensors, values: [] } };
}

/** What a network computes and holds, wherever its layers stand. */
export function substance(document: Document) {
  const analysis = createAnalyser().analyse(document);
  const { params, buffers, macs } = analysis.totals;
  const layers = [...leavesOf(analysis)].map(
    ({ node, analysis: leaf }) => `${node.type} ${outputText(leaf)}`,
  );
  const { problems } = analysis;
  const wiring = problems.length === 0 ? wiringOf(analysis) : [];
  return { problems, params, buffers, macs, layers: layers.sort(), wiring };
}

/** What each output is computed from, down to the images: a digest of its layer's and of those of what that reads. */
function wiringOf(analysis: GraphAnalysis): readonly string[] {
  const all = new Set<string>();
  const read = new Set<string>();
  unfold<string>(analysis, {
    layer({ layer, inputs, outputShape, weights }) {
      for (const input of inputs) read.add(input);
      const ordered = hasTrait(layer, "commutative") ? inputs.toSorted() : inputs;
      const held = weights.map(({ name, shape }) => [name, shape]);
      const text = JSON.stringify([layer.type, outputShape, held, ordered]);
      const digest = createHash("sha256").update(text).digest("hex");
      all.add(digest);
      return digest;
    },
  });
  return [...all].filter((digest) => !read.has(digest)).sort();
}

/** The nodes that a network opens with, in order: what they are, and how often. */
export function outline(document: Document): readonly string[] {
  const analysis = createAnalyser().analyse(document);
  return analysis.order.map((id) => {
    const node = document.graph.nodes[id];
    if (node?.kind !== "block") return `${node?.name}: ${node?.type}`;
    const title = document.definitions[node.definition]?.title ?? node.definition;
    return `${node.name}: ${title}${node.repeat > 1 ? ` ×${node.repeat}` : ""}`;
  });
}

/** Every node by its path and what it is; what several blocks share stands in each. */
export function inFull({ graph, definitions }: Document): readonly string[] {
  const found: string[] = [];
  const walk = (nodes: Document["graph"]["nodes"], prefix: string): void => {
    for (const node of Object.values(nodes)) {
      const held = node.kind === "block" ? definitions[node.definition] : undefined;
      const what = node.kind === "layer" ? node.type : (held?.title ?? node.definition);
      found.push(`${prefix}${node.name}: ${what}`);
      walk(held?.graph.nodes ?? {}, `${prefix}${node.name}/`);
    }
  };
  walk(graph.nodes, "");
  return found;
}

/** Blocks that repeat, by their paths, and how often. */
export function repeatsIn({ graph, definitions }: Document): Readonly<Record<string, number>> {
  const found: Record<string, number> = {};
  const walk = (nodes: Document["graph"]["nodes"], prefix: string): void => {
    for (const node of Object.values(nodes)) {
      if (node.kind !== "block") continue;
      if (node.repeat > 1) found[prefix + node.name] = node.repeat;
      walk(definitions[node.definition]?.graph.nodes ?? {}, `${prefix}${node.name}/`);
    }
  };
  walk(graph.nodes, "");
  return found;
}
