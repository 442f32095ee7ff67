import { createAnalyser } from "../../analysis/analyse";
import type { GraphAnalysis, NodeAnalysis } from "../../analysis/types";
import { BLOCK_OUTPUT, type Document, type GraphNode } from "../../graph/document";
import { adjacency } from "../../graph/traverse";
import { hasTrait } from "../../layers/define";
import { layers } from "../../layers/registry";
import { heldShape } from "../../layers/shape";
import type { TorchHelper } from "../../layers/torch";
import { networks } from "../../networks/registry";
import { type ClassTable, collectClasses } from "./classes";
import { describeBody, keyOf, type Outline, valueKey } from "./describe";
import { classNameOf } from "./python-names";
import { unify } from "./unify";
import { classText } from "./write-class";

export interface WrittenModel {
  readonly text: string;
  readonly className: string;
  /** Whether it has a method `logits`, of which `forward` gives the probabilities. */
  readonly endsInProbabilities: boolean;
  /** What `training_outputs` gives behind the first, if there is anything. */
  readonly auxiliary: readonly AuxiliaryOutput[];
}

export interface AuxiliaryOutput {
  readonly lossWeight: number;
  readonly endsInProbabilities: boolean;
}

/**
 * A network as a Python module: one class per distinct block, its modules named as on the canvas, so that our weight
 * files load as they are. The document must be without problems.
 */
export function writeModel(document: Document): WrittenModel {
  const analysis = createAnalyser().analyse(document);
  const className = classNameOf(document.name);
  const table = collectClasses(document, analysis, new Set([className]));
  const { outline, softmax } = outlineOfNetwork(analysis);
  const body = describeBody(analysis, outline, table.constructionOf);
  const main = { name: className, title: document.name, body, ...unify([body]) };
  const classes = [
    ...table.classes.map((each) => classText(each, "forward")),
    classText(main, softmax ? "logits" : "forward"),
  ];
  const text = [
    header(document, analysis),
    ...helpersOf(table, body.helpers).map(({ source }) => source),
    ...classes,
    footer(className, analysis, outline),
  ].join("\n\n\n");
  const auxiliary = auxiliarySinks(analysis).map((sink) => ({
    lossWeight: sink.lossWeight ?? 0,
    endsInProbabilities: endsInProbabilities(sink),
  }));
  return { text: `${text}\n`, className, endsInProbabilities: softmax, auxiliary };
}

/** Images come in as x; a closing softmax is left to `forward`, since losses want logits. */
function outlineOfNetwork(analysis: GraphAnalysis): { readonly outline: Outline; readonly softmax: boolean } {
  const { incoming, outgoing } = adjacency(analysis.graph);
  const nodes = analysis.order.flatMap((id) => analysis.nodes.get(id) ?? []);
  const sources = nodes.filter(({ node }) => isOf(node, "source"));
  const sinks = nodes.filter(({ node }) => (outgoing.get(node.id) ?? []).length === 0);
  const mains = sinks.filter(({ lossWeight }) => lossWeight === undefined);
  const [last] = mains;
  const softmax = last !== undefined && mains.length === 1 && isOf(last.node, "probabilities");
  const skipped = new Set(sources.map(({ node }) => node.id));
  if (softmax) skipped.add(last.node.id);
  const entering = sources.map(({ node: { id, name } }) => ({
    key: valueKey(id, 0),
    name: sources.length === 1 ? "x" : name,
  }));
  const leaving = softmax ? (incoming.get(last.node.id) ?? []).map(keyOf) : mains.flatMap(outputKeys);
  const auxiliary = auxiliarySinks(analysis).flatMap(outputKeys);
  return { outline: { entering, leaving, auxiliary, skipped }, softmax };
}

/** The classifiers that only training asks, in order. */
function auxiliarySinks(analysis: GraphAnalysis): readonly NodeAnalysis[] {
  const { outgoing } = adjacency(analysis.graph);
  const nodes = analysis.order.flatMap((id) => analysis.nodes.get(id) ?? []);
  return nodes.filter(
    ({ node, lossWeight }) => lossWeight !== undefined && (outgoing.get(node.id) ?? []).length === 0,
  );
}

/** Whether what leaves a block comes out of a softmax. */
function endsInProbabilities({ node, copies }: NodeAnalysis): boolean {
  const inside = copies[copies.length - 1];
  if (!inside) return isOf(node, "probabilities");
  const [edge] = adjacency(inside.graph).incoming.get(BLOCK_OUTPUT) ?? [];
  const last = edge && inside.nodes.get(edge.from.node);
  return last !== undefined && endsInProbabilities(last);
}

function isOf(node: GraphNode, trait: "source" | "probabilities"): boolean {
  return node.kind === "layer" && hasTrait(layers.get(node.type), trait);
}

function outputKeys({ node, outputs }: NodeAnalysis): readonly string[] {
  return outputs.map((_, port) => valueKey(node.id, port));
}

function helpersOf(table: ClassTable, own: readonly TorchHelper[]): readonly TorchHelper[] {
  const byName = new Map([...table.helpers, ...own].map((helper) => [helper.name, helper] as const));
  return [...byName.values()];
}

/** What operators that are not known do is not counted. */
function multiplyAdds({ macs, complete }: GraphAnalysis["totals"]): string {
  if (complete) return macs.toLocaleString("en");
  return macs === 0 ? "an unknown number of" : `at least ${macs.toLocaleString("en")}`;
}

function header({ name, origin }: Document, { totals }: GraphAnalysis): string {
  const network = origin ? networks.get(origin.network) : undefined;
  const arxiv = network?.arxiv ? `, arXiv ${network.arxiv}` : "";
  const lines = [
    `"""${name.replaceAll("\\", "\\\\").replaceAll('"', '\\"')}.`,
    "",
    ...(network ? [`${network.citation}${arxiv}.`, ""] : []),
    `${totals.params.toLocaleString("en")} trainable parameters, ${multiplyAdds(totals)} multiply-adds per image.`,
    "Weights: the safetensors file that was exported with it has these very names and shapes.",
    '"""',
    "",
    "from __future__ import annotations",
    "",
    "import torch",
    "import torch.nn.functional as F",
    "from torch import nn",
  ];
  return lines.join("\n");
}

function footer(className: string, analysis: GraphAnalysis, { entering }: Outline): string {
  const shapes = entering.map(({ key }) => {
    const shape = heldShape(analysis.nodes.get(key.slice(0, key.lastIndexOf(":")))?.outputs[0]);
    const [height, width, channels] = shape ?? [];
    return channels === undefined ? `1, ${height}` : `1, ${channels}, ${height}, ${width}`;
  });
  const inputs = shapes.map((shape) => `torch.zeros(${shape})`).join(", ");
  return [
    'if __name__ == "__main__":',
    `    model = ${className}().eval()`,
    '    print(sum(parameter.numel() for parameter in model.parameters()), "parameters")',
    `    print(tuple(model(${inputs}).shape))`,
  ].join("\n");
}
