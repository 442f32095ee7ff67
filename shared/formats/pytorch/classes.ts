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

interface Described extends Instance {
  readonly body: Body;
}

/** One class for each distinct block of the network, and how each instance is made. `taken` are names in use. */
export function collectClasses(document: Document, analysis: GraphAnalysis, taken: Set<string>): ClassTable {
  const constructions = new Map<GraphAnalysis, Construction>();
  const constructionOf = (copy: GraphAnalysis): Construction =>
    assertExists(constructions.get(copy), "a class of a block");
  const classes: BlockClass[] = [];
  for (const level of byHeight(analysis)) {
    const groups = new Map<string, Described[]>();
    for (const { copy, node } of level) {
      const interior = interiorOf(node, document.definitions);
      if (!interior.ok) throw new Error(interior.error.message);
      const body = describeBody(copy, outlineOfBlock(copy, interior.value.inputs), constructionOf);
      const key = skeletonOf(familyOf(document, node), body);
      const group = groups.get(key) ?? [];
      group.push({ copy, node, body });
      groups.set(key, group);
    }
    for (const group of groups.values()) {
      const made = makeClass(document, group as [Described, ...Described[]], taken);
      classes.push(made);
      for (const [index, { copy }] of group.entries()) constructions.set(copy, constructionFor(made, index));
    }
  }
  return { classes, constructionOf, helpers: classes.flatMap(({ body }) => body.helpers) };
}

/**
 * What can share a class where it has one skeleton: a block of the catalogue with its like, a custom one with those of
 * its title, whatever number that ends with. Others were given names to tell them apart.
 */
function familyOf({ definitions }: Document, { definition }: BlockNode): string {
  const own = definitions[definition];
  return own ? `custom ${withoutNumber(own.title)}` : definition;
}

function withoutNumber(title: string): string {
  return title.replace(/[\s._-]*\d+$/, "") || title;
}

function makeClass(
  document: Document,
  instances: readonly [Described, ...Described[]],
  taken: Set<string>,
): BlockClass {
  const [{ node, body }, ...others] = instances;
  const own = document.definitions[node.definition];
  const isShared = others.some((other) => document.definitions[other.node.definition]?.title !== own?.title);
  const interior = interiorOf(node, document.definitions);
  const said = interior.ok ? interior.value.title : node.definition;
  const title = isShared ? withoutNumber(said) : said;
  const bodies = instances.map((each) => each.body) as [Body, ...Body[]];
  const name = unused(taken, classNameOf(own ? title : node.definition));
  return { ...unify(bodies), name, title, body };
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
