import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { type Command, Option } from "commander";
import { UserError } from "../../shared/base/assert";
import { interiorOf } from "../../shared/blocks/expand";
import type { AnyExportFormat } from "../../shared/formats/define";
import type { FigureAsset, FigureContext } from "../../shared/formats/figure/context";
import { type Document, type Graph, joinPath, type NodePath, parentPath } from "../../shared/graph/document";
import { fromElk, toElk } from "../../shared/layout/elk-graph";

/** What a figure shows, as the command line has it. */
export interface FigureChoice {
  readonly block?: string;
  readonly unfold?: readonly string[];
}

const FILES: Readonly<Record<FigureAsset, string>> = {
  "inter-400": "@expo-google-fonts/inter/400Regular/Inter_400Regular.ttf",
  "inter-500": "@expo-google-fonts/inter/500Medium/Inter_500Medium.ttf",
  "inter-600": "@expo-google-fonts/inter/600SemiBold/Inter_600SemiBold.ttf",
  resvg: "@resvg/resvg-wasm/index_bg.wasm",
};

export function withFigureOptions(command: Command): Command {
  return command
    .addOption(new Option("--block <path>", "figures: what this block holds, such as conv3_x/unit"))
    .addOption(new Option("--unfold <paths...>", "figures: blocks to show unfolded, or all"));
}

/** Undefined for what is no figure. Throws a readable error for a block that the network does not have. */
export function figureContext(
  format: AnyExportFormat,
  document: Document,
  { block, unfold }: FigureChoice,
): FigureContext | undefined {
  if (!format.isFigure) {
    const given = block === undefined ? unfold && "unfold" : "block";
    if (given) throw new UserError(`--${given} means nothing for ${format.title}. It belongs to figures.`);
    return undefined;
  }
  return {
    ...FIGURE_TOOLS,
    ...(block === undefined ? {} : { part: { kind: "block", path: blockPath(document, block) } }),
  };
}

/** What draws figures in Node. */
export const FIGURE_TOOLS: FigureContext = {
  engine: {
    async layout(graph) {
      // A megabyte and a half that other commands do without.
      const { default: ELK } = await import("elkjs/lib/elk.bundled.js");
      return fromElk(graph, await new ELK().layout(toElk(graph)));
    },
  },
  asset: (name) => readFile(createRequire(import.meta.url).resolve(FILES[name])),
};

/** The document with blocks shown unfolded, and whatever is around them. */
export function withUnfolded(document: Document, names: readonly string[]): Document {
  const unfolded: Record<NodePath, true> = { ...document.view.unfolded };
  for (const name of names) {
    const paths = name === "all" ? allBlocks(document, document.graph, "") : [blockPath(document, name)];
    for (const path of paths) for (let at = path; at !== ""; at = parentPath(at)) unfolded[at] = true;
  }
  return { ...document, view: { ...document.view, unfolded } };
}

function allBlocks(document: Document, graph: Graph, frame: NodePath): NodePath[] {
  return Object.values(graph.nodes).flatMap((node) => {
    if (node.kind !== "block") return [];
    const path = joinPath(frame, node.id);
    const interior = interiorOf(node, document.definitions);
    return interior.ok ? [path, ...allBlocks(document, interior.value.graph, path)] : [];
  });
}

/** From names, as they are on the canvas, to ids. */
function blockPath(document: Document, names: string): NodePath {
  let graph: Graph = document.graph;
  let path: NodePath = "";
  for (const name of names.split("/")) {
    const here = Object.values(graph.nodes).filter((node) => node.kind === "block");
    const node = here.find((each) => each.name === name);
    const interior = node && interiorOf(node, document.definitions);
    if (!node || !interior?.ok) {
      const known = here.map((each) => each.name).join(", ") || "no blocks";
      throw new UserError(
        `There is no block "${names}" in ${document.name}. Where "${name}" should be there are: ${known}.`,
      );
    }
    path = joinPath(path, node.id);
    graph = interior.value.graph;
  }
  return path;
}
