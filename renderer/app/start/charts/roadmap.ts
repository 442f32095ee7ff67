import type { GraphAnalysis } from "../../../../shared/analysis/types";
import { abouts } from "../../../../shared/networks/about-registry";
import type { AnyNetworkDefinition } from "../../../../shared/networks/define";

export interface RoadmapNetwork {
  readonly network: AnyNetworkDefinition;
  readonly analysis: GraphAnalysis;
  readonly depth: number;
}

export interface RoadmapProps {
  readonly networks: readonly RoadmapNetwork[];
  /** The network that is pointed at and its ancestors; empty if none is. */
  readonly line: ReadonlySet<string>;
  /** The network that is pointed at in this chart. */
  readonly tip: string | null;
  onPoint(id: string | null): void;
}

export interface RoadmapDot extends RoadmapNetwork {
  readonly x: number;
  readonly y: number;
}

export interface RoadmapLink {
  readonly id: string;
  readonly path: string;
}

/** From each network's ancestor to it, where both are shown. */
export function linksBetween(
  dots: readonly RoadmapDot[],
  pathOf: (from: RoadmapDot, to: RoadmapDot) => string,
): readonly RoadmapLink[] {
  const byId = new Map(dots.map((dot) => [dot.network.id, dot]));
  return dots.flatMap((to) => {
    const from = byId.get(abouts.get(to.network.id)?.ancestor ?? "");
    return from ? [{ id: to.network.id, path: pathOf(from, to) }] : [];
  });
}

/** Families so that each stands near the one that it came from: depth first along the ancestors. */
export function familiesByDescent(networks: readonly RoadmapNetwork[]): readonly string[] {
  const familyOf = new Map(networks.map(({ network }) => [network.id, network.family]));
  const years = new Map<string, number>();
  const parents = new Map<string, string | null>();
  for (const { network } of [...networks].sort((a, b) => a.network.year - b.network.year)) {
    const { family, year } = network;
    if (!years.has(family)) years.set(family, year);
    const parent = familyOf.get(abouts.get(network.id)?.ancestor ?? "") ?? null;
    // The first network of a family that comes from another says where the family comes from.
    if (parent !== family && (parents.get(family) ?? null) === null) parents.set(family, parent);
  }
  const order: string[] = [];
  const visit = (parent: string | null): void => {
    const children = [...years.keys()].filter((family) => (parents.get(family) ?? null) === parent);
    for (const family of children) {
      if (order.includes(family)) continue;
      order.push(family);
      visit(family);
    }
  };
  visit(null);
  // Families that come from one another in a ring have no root.
  return [...order, ...[...years.keys()].filter((family) => !order.includes(family))];
}
