import { createAnalyser } from "../../../shared/analysis/analyse";
import { networkEnds } from "../../../shared/analysis/fit-to-data";
import { leavesOf } from "../../../shared/analysis/leaves";
import type { GraphAnalysis } from "../../../shared/analysis/types";
import { UserError } from "../../../shared/base/assert";
import { formatInteger } from "../../../shared/base/format";
import type { LayerNode } from "../../../shared/graph/document";
import type { ParamSpecs, ParamsOf } from "../../../shared/layers/params";
import { layers } from "../../../shared/layers/registry";
import { type AnyShape, isShape, type Shape, shapeText } from "../../../shared/layers/shape";
import { EXIT_FAILURE } from "../exit-codes";
import { loadDocument } from "../load-document";
import { jsonOption, type NetworkOptions, TARGET, TARGET_HELP, withNetworkOptions } from "../options";
import type { CommandModule } from "../session";
import { formatTable } from "../table";

/** `summary`: every layer of a network in order, and the totals. Fails if some of its numbers cannot be known. */
const register: CommandModule = (program, session) => {
  withNetworkOptions(program.command("summary"))
    .description("shapes, parameters and multiply-adds of every layer")
    .argument(`<${TARGET}>`, TARGET_HELP)
    .addOption(jsonOption())
    .action(async (target: string, { json, ...options }: NetworkOptions & { json?: boolean }) => {
      const { id, document } = await loadDocument(target, options);
      const analysis = createAnalyser().analyse(document);
      const found = summarise(id, analysis);
      session.out(json ? `${JSON.stringify(found, null, 2)}\n` : table(found, analysis));
      const count = analysis.problems.length;
      if (count === 0) return;
      session.err(
        `${count === 1 ? "1 problem" : `${count} problems`} in ${target}: totals say "at least"; see \`check\`.\n`,
      );
      session.end(EXIT_FAILURE);
    });
};

export default register;

/** More than anyone lists; blocks within blocks can unfold without measure. */
const MOST_LAYERS = 100000;

interface Summary {
  readonly id: string;
  /** [height, width, channels]; null where there is no one input. */
  readonly input: Shape | null;
  readonly params: number;
  readonly trainableParams: number;
  readonly macs: number;
  readonly layers: readonly LayerSummary[];
}

interface LayerSummary {
  readonly path: string;
  readonly type: string;
  /** The file's, where no layer stands for it. */
  readonly operator?: string;
  /** [height, width, channels] or [features]; null where it is not known. */
  readonly output: Shape | string | null;
  readonly params: number;
  readonly macs: number;
}

function summarise(id: string, analysis: GraphAnalysis): Summary {
  const { params, macs, leaves } = analysis.totals;
  if (leaves > MOST_LAYERS) {
    throw new UserError(`${id} unfolds to ${formatInteger(leaves)} layers: too many to list.`);
  }
  const ends = networkEnds(analysis);
  return {
    id,
    input: ends.ok ? ends.value.input : null,
    params,
    trainableParams: params,
    macs,
    layers: [...leavesOf(analysis)].map(({ path, node, analysis: leaf }) => ({
      path,
      type: node.type,
      ...operatorOf(node),
      output: written(leaf.outputs[0] ?? null),
      params: leaf.totals.params,
      macs: leaf.totals.macs,
    })),
  };
}

function operatorOf({ type, params }: LayerNode): { readonly operator?: string } {
  const opaque = layers.get(type)?.opaque;
  return opaque ? { operator: opaque.name(params as ParamsOf<ParamSpecs>) } : {};
}

/** Numbers where the axes are ours, else the file's own words. */
function written(shape: AnyShape | null): Shape | string | null {
  return shape && !isShape(shape) ? shapeText(shape) : shape;
}

function table({ input, params, macs, layers }: Summary, { totals }: GraphAnalysis): string {
  const columns = [
    { title: "Layer", align: "left" },
    { title: "Type", align: "left" },
    { title: "Output", align: "right" },
    { title: "Parameters", align: "right" },
    { title: "MACs", align: "right" },
  ] as const;
  const rows = layers.map((layer) => [
    layer.path,
    layer.operator ? `${layer.operator} (unknown)` : layer.type,
    typeof layer.output === "object" ? (layer.output?.join("×") ?? "?") : layer.output,
    formatInteger(layer.params),
    formatInteger(layer.macs),
  ]);
  const statistics =
    totals.buffers > 0 ? `; ${formatInteger(totals.buffers)} running statistics are not counted` : "";
  const atLeast = totals.complete ? "" : "at least ";
  return [
    formatTable(columns, rows),
    `Parameters: ${atLeast}${formatInteger(params)} (trainable${statistics})`,
    `MACs: ${atLeast}${formatInteger(macs)} (multiply-adds of convolutions and dense layers for one image${input ? ` of ${shapeText(input)}` : ""}; FLOPs = 2 × MACs)`,
    "",
  ].join("\n");
}
