import { createBuilder } from "../blocks/builder";
import type { BlockComparison } from "../blocks/define";
import type { Definitions } from "../blocks/expand";
import { blocks } from "../blocks/registry";
import { emptyDocument } from "../graph/document";
import type { ParamSpecs, ParamsOf } from "../layers/params";
import { isMap } from "../layers/shape";
import { createAnalyser } from "./analyse";
import type { GraphAnalysis, NodeAnalysis } from "./types";

export interface ComparedBlock {
  readonly title: string;
  /** Of what the block is set against, on the same input. */
  readonly other: GraphAnalysis;
  /** Null where the paper gives no formula. */
  readonly ratio: { readonly formula: string; readonly filledIn: string; readonly value: number } | null;
}

/**
 * What the block's paper sets it against, for this very input and these parameters. Null for blocks without such a
 * counterpart, for those that the document changed, and while the input is not known.
 */
export function compareBlock(
  { node, inputs, totals }: NodeAnalysis,
  definitions: Definitions,
): ComparedBlock | null {
  if (node.kind !== "block" || definitions[node.definition] || !totals.complete) return null;
  const comparison: BlockComparison | undefined = blocks.get(node.definition)?.comparison;
  const [input] = inputs;
  if (!comparison || !input || !isMap(input)) return null;
  const [height, width, channels] = input;
  const params = node.params as ParamsOf<ParamSpecs>;
  const builder = createBuilder();
  builder.layer("input", "input", { height, width, channels });
  comparison.build(builder, params);
  const { ratio } = comparison;
  return {
    title: comparison.title,
    other: createAnalyser().analyse({ ...emptyDocument(comparison.title), graph: builder.build() }),
    ratio:
      (ratio && {
        formula: ratio.formula,
        filledIn: ratio.filledIn(params),
        value: ratio.value(params),
      }) ||
      null,
  };
}
