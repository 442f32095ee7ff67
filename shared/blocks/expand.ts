import { type Fault, fault } from "../base/fault";
import { unknownIdMessage } from "../base/registry";
import { err, ok, type Result } from "../base/result";
import type { BlockNode, Definition, Document, Graph, Params } from "../graph/document";
import { checkParams, type ParamSpecs, type ParamsOf } from "../layers/params";
import { createBuilder } from "./builder";
import type { AnyBlockDefinition } from "./define";
import { blocks } from "./registry";

/** What a block instance holds, wherever its definition lives. */
export interface Interior {
  readonly title: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly graph: Graph;
  /** What its output weighs in the loss, for an auxiliary classifier; null for every other block. */
  readonly lossWeight: number | null;
  /** True if the definition lives in the document, so that its graph can be edited. */
  readonly editable: boolean;
}

export type Definitions = Document["definitions"];

const expansions = new WeakMap<AnyBlockDefinition, Map<string, Interior>>();
const interiors = new WeakMap<object, Interior>();

/**
 * The inside of a block. The same definition with the same params gives the same object, so that whatever is
 * derived from it can be kept.
 */
export function interiorOf(node: BlockNode, definitions: Definitions): Result<Interior, Fault> {
  const own = definitions[node.definition];
  if (own) {
    const known = interiors.get(own);
    if (known) return ok(known);
    const interior: Interior = { ...own, lossWeight: basisWeight(own), editable: true };
    interiors.set(own, interior);
    return ok(interior);
  }
  const block = blocks.get(node.definition);
  if (!block) return err(unknownDefinition(node.definition, definitions));
  const [first] = checkParams(block.params, node.params);
  if (first) return err(first);
  return ok(expand(block, node));
}

function expand(block: AnyBlockDefinition, node: BlockNode): Interior {
  const byParams = expansions.get(block) ?? new Map<string, Interior>();
  expansions.set(block, byParams);
  const key = JSON.stringify(Object.keys(block.params).map((name) => node.params[name]));
  const known = byParams.get(key);
  if (known) return known;
  const builder = createBuilder();
  block.build(builder, node.params as ParamsOf<ParamSpecs>);
  const { title, inputs, outputs } = block;
  const lossWeight = lossWeightOf(block, node.params);
  const interior = { title, inputs, outputs, lossWeight, graph: builder.build(), editable: false };
  byParams.set(key, interior);
  return interior;
}

/** A changed auxiliary classifier is one still. */
function basisWeight({ basis }: Definition): number | null {
  const block = basis ? blocks.get(basis.block) : undefined;
  return basis && block ? lossWeightOf(block, basis.params) : null;
}

function lossWeightOf({ lossParam, params: specs }: AnyBlockDefinition, params: Params): number | null {
  if (lossParam === undefined) return null;
  const weight = params[lossParam] ?? specs[lossParam]?.default;
  return typeof weight === "number" ? weight : null;
}

function unknownDefinition(id: string, definitions: Definitions): Fault {
  const known = [...Object.keys(definitions), ...blocks.all.map((block) => block.id)];
  return fault(unknownIdMessage("block", id, known), "a block of the catalogue or of this document", id);
}
