import { createAnalyser } from "../../analysis/analyse";
import type { GraphAnalysis } from "../../analysis/types";
import { type PlacedWeight, refuseProblems, unfold } from "../../analysis/unfold";
import { UserError } from "../../base/assert";
import type { NodeValue } from "../../layers/node-kit";
import { bytesOfNumbers, bytesPerNumber } from "../../layers/number-types";
import { networks } from "../../networks/registry";
import type { ExportJob, WeightSource } from "../define";
import { BlockFunctions, constantNode } from "./block-functions";
import { bytesOf, Draft } from "./draft";
import { foldBatchNorm } from "./fold-batch-norm";
import { type OnnxGraph, type OnnxModel, type OnnxTensor, type OnnxValueInfo, PRODUCER } from "./model";
import type { LatePiece } from "./wire";

export interface OnnxOptions {
  readonly opset: number;
  readonly foldBatchNorm: boolean;
  readonly functions: boolean;
}

/** A network as an ONNX model. Throws a readable error for one with problems, or without an input or an output. */
export function buildModel(job: Omit<ExportJob<OnnxOptions>, "name">): OnnxModel {
  const { document, options, weights, version = "" } = job;
  const analysis = createAnalyser().analyse(document);
  refuseProblems(analysis);
  const draft = new Draft(options.opset);
  const functions = new BlockFunctions(options.opset);
  unfold<NodeValue>(analysis, {
    layer: (placed) => draft.addLayer(placed),
    ...(options.functions ? { copy: functions.caller(draft) } : {}),
  });
  const { initialisers, constants } = weightTensors(draft, weights);
  const tensors = [...draft.constants, ...initialisers];
  const ends = endsOf(analysis, draft);
  const graph: OnnxGraph = {
    name: document.name,
    documentation: "",
    nodes: [...constants.map(constantNode), ...draft.nodes],
    tensors,
    ...ends,
  };
  return {
    opset: options.opset,
    domains: draft.foreign.domains,
    producer: PRODUCER,
    producerVersion: version,
    graph: options.foldBatchNorm ? foldBatchNorm(graph) : graph,
    functions: functions.all,
    metadata: metadataOf(job),
  };
}

/** What no one trained is written as a constant, so that it does not come in again as a parameter. */
function weightTensors({ weights }: Draft, source: WeightSource) {
  const tensors = [...weights].map(([name, weight]) => {
    const { type = "float", shape } = weight;
    return {
      isConstant: weight.type && !weight.trainable,
      tensor: { name, type, shape, data: dataOf(weight, source) },
    };
  });
  const those = (constant: boolean): readonly OnnxTensor[] =>
    tensors.flatMap(({ isConstant, tensor }) => (Boolean(isConstant) === constant ? [tensor] : []));
  return { initialisers: those(false), constants: those(true) };
}

function dataOf(weight: PlacedWeight, source: WeightSource): LatePiece {
  const { type = "float" } = weight;
  return {
    size: (bytesPerNumber(type) ?? 0) * elements(weight),
    async read() {
      const numbers = await source.read(weight);
      return type === "float" ? bytesOf(numbers) : bytesOfNumbers(type, numbers);
    },
  };
}

function elements({ shape }: PlacedWeight): number {
  return shape.reduce((product, size) => product * size, 1);
}

/** What enters and what nobody reads. */
function endsOf(
  analysis: GraphAnalysis,
  { nodes, sources, values, hasForeign, foreign, isAssumed }: Draft,
): Pick<OnnxGraph, "inputs" | "outputs" | "values"> {
  const read = new Set([...nodes.flatMap(({ inputs }) => inputs), ...foreign.captured]);
  const isUnread = ({ name }: OnnxValueInfo): boolean => !read.has(name);
  if (sources.length === 0) throw new UserError("The network has no input. Add one and connect it.");
  const outputs = values.filter(isUnread);
  if (outputs.length === 0) {
    throw new UserError(
      `The network has nothing but its input (${analysis.order.join(", ")}). Add some layers.`,
    );
  }
  // Behind an unknown operator the batch may be another, which a wrong size here would deny.
  const inside = values.filter((value) => !isUnread(value) && (!hasForeign || value.stated?.axes));
  const open = (value: OnnxValueInfo): OnnxValueInfo =>
    isAssumed && !value.stated ? { ...value, stated: { type: "float", axes: null } } : value;
  return { inputs: sources, outputs: outputs.map(open), values: inside };
}

function metadataOf({ document, classNames }: Pick<ExportJob<OnnxOptions>, "document" | "classNames">) {
  const network = document.origin ? networks.get(document.origin.network) : undefined;
  return {
    name: document.name,
    ...(network ? { network: network.id, citation: network.citation } : {}),
    ...(network?.arxiv ? { arxiv: network.arxiv } : {}),
    ...(classNames && classNames.length > 0 ? { class_names: JSON.stringify(classNames) } : {}),
  };
}
