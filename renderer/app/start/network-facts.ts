import { createAnalyser } from "../../../shared/analysis/analyse";
import type { GraphAnalysis } from "../../../shared/analysis/types";
import type { AnyNetworkDefinition } from "../../../shared/networks/define";
import { networks, openNetwork } from "../../../shared/networks/registry";

const known = new Map<string, GraphAnalysis>();

/** The numbers of a catalogue network as it opens; worked out once. */
export function analysisOfNetwork(id: string): GraphAnalysis {
  const analysis = known.get(id) ?? createAnalyser().analyse(openNetwork(id));
  known.set(id, analysis);
  return analysis;
}

export interface Family {
  readonly name: string;
  readonly networks: readonly AnyNetworkDefinition[];
}

/** Families by the year of their first network, each network by year and then size. */
export function familiesMatching(query: string): readonly Family[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  const byName = new Map<string, AnyNetworkDefinition[]>();
  for (const network of networks.all) {
    const { title, family, year, summary, citation, id } = network;
    const text = `${title} ${family} ${year} ${summary} ${citation} ${id}`.toLowerCase();
    if (!words.every((word) => text.includes(word))) continue;
    byName.set(family, [...(byName.get(family) ?? []), network]);
  }
  return [...byName]
    .map(([name, members]) => ({ name, networks: members.sort((a, b) => a.year - b.year) }))
    .sort((a, b) => (a.networks[0]?.year ?? 0) - (b.networks[0]?.year ?? 0));
}
