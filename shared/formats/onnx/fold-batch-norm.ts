import type { NodeAttribute } from "../../layers/node-kit";
import { bytesOf } from "./draft";
import type { OnnxGraph, OnnxNode, OnnxTensor } from "./model";

/** Operators whose weight has one row per output channel and is followed by an optional bias. */
const FOLDABLE: ReadonlySet<string> = new Set(["Conv", "Gemm"]);

/**
 * Multiplies each batch norm into the convolution or dense layer that it alone reads: of the running statistics it is a
 * factor and an offset per channel. The rest of the graph stays as it is.
 */
export function foldBatchNorm(graph: OnnxGraph): OnnxGraph {
  const readers = countReaders(graph);
  const byOutput = new Map(graph.nodes.map((node) => [node.outputs[0], node]));
  const tensors = new Map(graph.tensors.map((tensor) => [tensor.name, tensor]));
  const replaced = new Map<OnnxNode, OnnxNode | null>();
  for (const norm of graph.nodes) {
    const [input = ""] = norm.inputs;
    const before = byOutput.get(input);
    if (norm.operator !== "BatchNormalization" || !before || !FOLDABLE.has(before.operator)) continue;
    if (norm.isForeign || before.isForeign) continue;
    if (readers.get(input) !== 1 || replaced.has(before)) continue;
    replaced.set(before, foldPair(before, norm, tensors));
    replaced.set(norm, null);
  }
  const nodes = graph.nodes.flatMap((node) => (replaced.has(node) ? (replaced.get(node) ?? []) : [node]));
  const used = new Set(nodes.flatMap(({ inputs }) => inputs));
  const made = new Set(nodes.flatMap(({ outputs }) => outputs));
  return {
    ...graph,
    nodes,
    tensors: [...tensors.values()].filter(({ name }) => used.has(name)),
    values: graph.values.filter(({ name }) => made.has(name)),
  };
}

function countReaders({ nodes, outputs }: OnnxGraph): ReadonlyMap<string, number> {
  const readers = new Map<string, number>();
  for (const name of [...nodes.flatMap(({ inputs }) => inputs), ...outputs.map((output) => output.name)]) {
    readers.set(name, (readers.get(name) ?? 0) + 1);
  }
  return readers;
}

/** The layer with the norm's factor and offset in its weights; its name is its own, its output the norm's. */
function foldPair(before: OnnxNode, norm: OnnxNode, tensors: Map<string, OnnxTensor>): OnnxNode {
  const named = (name: string | undefined): OnnxTensor => {
    const tensor = name === undefined ? undefined : tensors.get(name);
    if (!tensor) throw new Error(`${norm.name} reads "${name}", which is no constant`);
    return tensor;
  };
  const [x = "", weightName = "", biasName] = before.inputs;
  const weight = named(weightName);
  const bias = biasName === undefined ? null : named(biasName);
  const statistics = norm.inputs.slice(1).map(named);
  const [channels = 0] = weight.shape;
  const folding = async () => factorsOf(await Promise.all(statistics.map(numbersOf)), epsilonOf(norm));
  const foldedWeight: OnnxTensor = {
    ...weight,
    data: late(weight.shape, async () => scaleRows(await numbersOf(weight), (await folding()).factors)),
  };
  const foldedBias: OnnxTensor = {
    name: biasName ?? weightName.replace(/weight$/, "bias"),
    type: "float",
    shape: [channels],
    data: late([channels], async () => {
      const { factors, offsets } = await folding();
      const given = bias ? await numbersOf(bias) : new Float32Array(channels);
      return given.map((value, index) => value * (factors[index] as number) + (offsets[index] as number));
    }),
  };
  tensors.set(foldedWeight.name, foldedWeight);
  tensors.set(foldedBias.name, foldedBias);
  return { ...before, inputs: [x, foldedWeight.name, foldedBias.name], outputs: norm.outputs };
}

function factorsOf([gamma, beta, mean, variance]: readonly Float32Array[], epsilon: number) {
  const at = (values: Float32Array | undefined, index: number): number => values?.[index] as number;
  const factors = Float64Array.from(
    variance ?? [],
    (value, index) => at(gamma, index) / Math.sqrt(value + epsilon),
  );
  const offsets = factors.map((factor, index) => at(beta, index) - at(mean, index) * factor);
  return { factors, offsets };
}

function scaleRows(data: Float32Array, factors: Float64Array): Float32Array {
  const size = data.length / factors.length;
  const scaled = new Float32Array(data.length);
  for (const [row, factor] of factors.entries()) {
    for (let i = row * size; i < (row + 1) * size; i++) scaled[i] = (data[i] as number) * factor;
  }
  return scaled;
}

function epsilonOf({ attributes }: OnnxNode): number {
  const epsilon: NodeAttribute | undefined = attributes.epsilon;
  // ONNX's default.
  return typeof epsilon === "object" && "float" in epsilon ? epsilon.float : 1e-5;
}

async function numbersOf({ data }: OnnxTensor): Promise<Float32Array> {
  const bytes = data instanceof Uint8Array ? data : await data.read();
  return new Float32Array(bytes.buffer, bytes.byteOffset, bytes.byteLength / 4);
}

function late(shape: readonly number[], read: () => Promise<Float32Array>): OnnxTensor["data"] {
  const size = 4 * shape.reduce((product, each) => product * each, 1);
  return { size, read: async () => bytesOf(await read()) };
}
