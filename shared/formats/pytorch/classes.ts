import type { GraphAnalysis, NodeAnalysis } from "../../analysis/types";
import { assertExists } from "../../base/assert";
import { interiorOf } from "../../blocks/expand";
import type { BlockNode, Document } from "../../graph/document";
import type { TorchHelper } from "../../layers/torch";
import { type Body, type Construction, skeletonOf } from "./body";
import { describeBody, outlineOfBlock } from "./describe";
import { classNameOf, unused } from "./python-names";
import { type Unified, unify } from "./unify";

export interface BlockClass extends Unified {
  readonly name: string;
  readonly title: string;
  readonly body: Body;
}

export interface ClassTable {
  /** Those that others are made of first. */
  readonly classes: readonly BlockClass[];
  readonly helpers: readonly TorchHelper[];
  constructionOf(copy: GraphAnalysis): Construction;
}

interface Instance {
  readonly copy: GraphAnalysis;
  readonly node: BlockNode;
}

/** One class for each distinct block of the network, and how each instance is made. `taken` are names in use. */
export function collectClasses(document: Document, analysis: GraphAnalysis, taken: Set<string>): ClassTable {
  const constructions = new Map<GraphAnalysis, Construction>();
  const constructionOf = (copy: GraphAnalysis): Construction =>
    assertExists(constructions.get(copy), "a class of a block");
  const classes: BlockClass[] = [];
  for (const level of byHeight(analysis)) {
    const groups = new Map<string, { readonly node: BlockNode; readonly of: [GraphAnalysis, Body][] }>();
    for (const { copy, node } of level) {
      const interior = interiorOf(node, document.definitions);
      if (!interior.ok) throw new Error(interior.error.message);
      const body = describeBody(copy, outlineOfBlock(copy, interior.value.inputs), constructionOf);
      const key = skeletonOf(node.definition, body);
      const group = groups.get(key) ?? { node, of: [] };
      group.of.push([copy, body]);
      groups.set(key, group);
    }
    for (const { node, of } of groups.values()) {
      const made = makeClass(document, node, of, taken);
      classes.push(made);
      for (const [index, [copy]] of of.entries()) constructions.set(copy, constructionFor(made, index));
    }
  }
  return { classes, constructionOf, helpers: classes.flatMap(({ body }) => body.helpers) };
}

function makeClass(
  document: Document,
  node: BlockNode,
  instances: readonly [GraphAnalysis, Body][],
  taken: Set<string>,
): BlockClass {
  const interior = interiorOf(node, document.definitions);
  const title = interior.ok ? interior.value.title : node.definition;
  const own = document.definitions[node.definition];
  const bodies = instances.map(([, body]) => body) as [Body, ...Body[]];
  const name = unused(taken, classNameOf(own ? own.title : node.definition));
  return { ...unify(bodies), name, title, body: bodies[0] };
}

function constructionFor({ name, parameters }: BlockClass, index: number): Construction {
  const args = parameters.map((each) => ({
    name: each.name,
    value: each.values[index] as (typeof each.values)[number],
    positional: each.positional,
  }));
  return { callee: name, args };
}

/** Blocks that hold none first, then those that hold those. Equal copies are one object and come once. */
function byHeight(analysis: GraphAnalysis): readonly (readonly Instance[])[] {
  const heights = new Map<GraphAnalysis, number>();
  const levels: Instance[][] = [];
  const visit = (graph: GraphAnalysis): number => {
    const known = heights.get(graph);
    if (known !== undefined) return known;
    let height = 0;
    for (const { node, copies } of inOrder(graph)) {
      if (node.kind !== "block") continue;
      for (const copy of copies) {
        const isNew = !heights.has(copy);
        const own = visit(copy);
        height = Math.max(height, own + 1);
        if (!isNew) continue;
        levels[own] ??= [];
        levels[own].push({ copy, node });
      }
    }
    heights.set(graph, height);
    return height;
  };
  visit(analysis);
  return levels;
}

function inOrder({ order, nodes }: GraphAnalysis): readonly NodeAnalysis[] {
  return order.flatMap((id) => nodes.get(id) ?? []);
}
