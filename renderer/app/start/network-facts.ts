import type { AnyNetworkDefinition } from "../../../shared/networks/define";
import { networks } from "../../../shared/networks/registry";
import { filterNetworks } from "./gallery-choice";

export interface Family {
  readonly name: string;
  readonly networks: readonly AnyNetworkDefinition[];
}

/** Families by the year of their first network, each network by year. */
export function groupByFamily(members: readonly AnyNetworkDefinition[]): readonly Family[] {
  const byName = new Map<string, AnyNetworkDefinition[]>();
  for (const member of members) {
    const own = byName.get(member.family);
    if (own) own.push(member);
    else byName.set(member.family, [member]);
  }
  return [...byName]
    .map(([name, own]) => ({ name, networks: own.sort((a, b) => a.year - b.year) }))
    .sort((a, b) => (a.networks[0]?.year ?? 0) - (b.networks[0]?.year ?? 0));
}

export function familiesMatching(query: string): readonly Family[] {
  return groupByFamily(filterNetworks(networks.all, { query, family: null, year: null }));
}
