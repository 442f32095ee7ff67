import type { FlatLayer } from "./flat-layer";
import type { Readers } from "./structure/items";
import { isWeighted } from "./structure/roles";
import { isTelling, wordsOf } from "./structure/telling-names";

/** Blocks of a single convolution are no blocks. */
const FEWEST_WEIGHTED = 2;

interface Member {
  readonly layer: FlatLayer;
  readonly words: readonly string[];
  /** The blocks that hold it. */
  readonly path: string[];
  /** How many words are used up by these. */
  used: number;
}

/**
 * Paths for names whose parts are parted by other signs than slashes: `conv2_block1_1_bn`, `features.3.conv`. Layers
 * side by side whose names begin alike become a block where a single value enters them and a single one leaves.
 */
export function wordPaths(
  layers: readonly FlatLayer[],
  readers: Readers,
  pathOf: (layer: FlatLayer) => readonly string[],
): (layer: FlatLayer) => readonly string[] {
  const siblings = new Map<string, Member[]>();
  const members = new Map<number, Member>();
  for (const layer of layers) {
    const path = pathOf(layer);
    const member = { layer, words: wordsOf(path.at(-1) ?? ""), path: path.slice(0, -1), used: 0 };
    members.set(layer.id, member);
    const around = member.path.join("/");
    const group = siblings.get(around);
    if (group) group.push(member);
    else siblings.set(around, [member]);
  }
  for (const group of siblings.values()) split(group, 0, readers);
  return (layer) => {
    const { path, words, used } = members.get(layer.id) as Member;
    // Where nothing was parted the name stays as the file has it.
    return used === 0 ? pathOf(layer) : [...path, words.slice(used).join("_")];
  };
}

function split(members: readonly Member[], from: number, readers: Readers): void {
  const groups = new Map<string, Member[]>();
  for (const member of members) {
    const word = member.words[from];
    if (word === undefined || member.words.length <= from + 1) continue;
    const group = groups.get(word);
    if (group) group.push(member);
    else groups.set(word, [member]);
  }
  const inside = members.filter(({ layer }) => layer.inputs.length > 0);
  for (const [word, group] of groups) {
    if (group.length < FEWEST_WEIGHTED) continue;
    const isAll = group.filter(({ layer }) => layer.inputs.length > 0).length === inside.length;
    // The name of the whole network, in front of every layer's.
    const isSaid =
      isAll &&
      isTelling(
        [word],
        inside.map(({ layer }) => layer),
      );
    if (isSaid || (!isAll && holdsTogether(group, readers))) {
      for (const member of group) {
        if (!isAll) member.path.push(member.words.slice(member.used, from + 1).join("_"));
        member.used = from + 1;
      }
    }
    split(group, from + 1, readers);
  }
}

function holdsTogether(group: readonly Member[], readers: Readers): boolean {
  const layers = group.map(({ layer }) => layer);
  if (layers.filter(isWeighted).length < FEWEST_WEIGHTED) return false;
  const { sources, results } = readers.boundsOf(layers);
  return sources.length === 1 && results.length === 1 && layers.every(({ inputs }) => inputs.length > 0);
}
