import { createAnalyser } from "../../analysis/analyse";
import type { GraphAnalysis } from "../../analysis/types";
import type { Document, NodeId } from "../../graph/document";
import { adjacency } from "../../graph/traverse";
import { hasTrait } from "../../layers/define";
import { layers } from "../../layers/registry";
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
  return { text: `${text}\n`, className, endsInProbabilities: softmax };
}

/** Images come in as x; a closing softmax is left to `forward`, since losses want logits. */
function outlineOfNetwork(analysis: GraphAnalysis): { readonly outline: Outline; readonly softmax: boolean } {
  const { incoming, outgoing } = adjacency(analysis.graph);
  const nodes = analysis.order.flatMap((id) => {
    const node = analysis.nodes.get(id)?.node;
    return node ? [node] : [];
  });
  const traitOf = (id: NodeId, trait: "source" | "probabilities"): boolean => {
    const node = analysis.nodes.get(id)?.node;
    return node?.kind === "layer" && hasTrait(layers.get(node.type), trait);
  };
  const sources = nodes.filter(({ id }) => traitOf(id, "source"));
  const sinks = nodes.filter(({ id }) => (outgoing.get(id) ?? []).length === 0);
  const [last, ...others] = sinks;
  const softmax = last !== undefined && others.length === 0 && traitOf(last.id, "probabilities");
  const skipped = new Set(sources.map(({ id }) => id));
  if (softmax && last) skipped.add(last.id);
  const leaving =
    softmax && last
      ? (incoming.get(last.id) ?? []).map(keyOf)
      : sinks.flatMap((sink) => outputsOf(analysis, sink.id));
  const entering = sources.map(({ id, name }) => ({
    key: valueKey(id, 0),
    name: sources.length === 1 ? "x" : name,
  }));
  return { outline: { entering, leaving, skipped }, softmax };
}

function outputsOf(analysis: GraphAnalysis, id: NodeId): readonly string[] {
  return (analysis.nodes.get(id)?.outputs ?? []).map((_, port) => valueKey(id, port));
}

function helpersOf(table: ClassTable, own: readonly TorchHelper[]): readonly TorchHelper[] {
  const byName = new Map([...table.helpers, ...own].map((helper) => [helper.name, helper] as const));
  return [...byName.values()];
}

function header({ name, origin }: Document, { totals }: GraphAnalysis): string {
  const network = origin ? networks.get(origin.network) : undefined;
  const arxiv = network?.arxiv ? `, arXiv ${network.arxiv}` : "";
  const lines = [
    `"""${name.replaceAll("\\", "\\\\").replaceAll('"', '\\"')}.`,
    "",
    ...(network ? [`${network.citation}${arxiv}.`, ""] : []),
    `${totals.params.toLocaleString("en")} trainable parameters, ${totals.macs.toLocaleString("en")} multiply-adds per image.`,
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
    const shape = analysis.nodes.get(key.slice(0, key.lastIndexOf(":")))?.outputs[0] ?? [];
    const [height, width, channels] = shape;
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
