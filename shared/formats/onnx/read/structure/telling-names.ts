import type { FlatLayer } from "../flat-layer";
import { isWeighted } from "./roles";

/** Longer names are nobody's. */
const LONGEST = 256;

/** The words of a name: `conv2_block1_1_conv` and `resnet.layer1.conv` say where a layer stands without slashes. */
export function wordsOf(name: string): readonly string[] {
  return name
    .slice(0, LONGEST)
    .split(/[^A-Za-z0-9]+/)
    .filter((word) => word !== "");
}

/**
 * What the file calls a layer, within what its slashes tell: its operator's name, or else what its kernel is called.
 * Other weights say nothing, since exporters keep but one of equal ones.
 */
export function wordsOfLayer(layer: FlatLayer): readonly string[] {
  const own = wordsOf(layer.name.split("/").at(-1) ?? layer.name);
  if (isTelling(own, [layer]) || !isWeighted(layer)) return own;
  const others = wordsOf(layer.weights.weight?.name ?? "").slice(0, -1);
  return isTelling(others, [layer]) ? others : own;
}

/** Whether someone gave the name, rather than a program that counts: `res2a_branch2b`, not `Conv_12` or `497`. */
export function isTelling(
  words: readonly string[],
  layers: readonly Pick<FlatLayer, "operator" | "type">[],
): boolean {
  const [first = "", ...rest] = words;
  const lower = first.toLowerCase();
  const stem = lower.replace(/\d+$/, "");
  if (stem.length < 2 || COUNTED.has(stem)) return rest.length > 0 && isTelling(rest, layers);
  const isPlain = layers.some(({ operator, type }) =>
    [operator.toLowerCase(), type, type.replace(/2d$/, "")].includes(lower),
  );
  return !isPlain || rest.some((word) => !/^\d+$/.test(word));
}

/** A layer, its normalisation, its activation and a dropout. */
const LARGEST_UNIT = 4;

/** What programs call anything. */
const COUNTED = new Set(["onnx", "node", "layer", "op", "tensor", "output", "input", "model", "graph"]);

/**
 * The words that the telling names begin with, none of which is all of a name; all words of the only weighted layer,
 * which is what its unit is about.
 */
export function sharedStart(layers: readonly FlatLayer[]): readonly string[] {
  const weighted = layers.filter(isWeighted);
  const [first, ...rest] = tellingNames(layers);
  if (weighted.length === 1 && layers.length <= LARGEST_UNIT) return tellingNames(weighted)[0] ?? [];
  if (!first || rest.length === 0) return [];
  let length = Math.max(0, first.length - 1);
  for (const name of rest) {
    length = Math.min(length, Math.max(0, name.length - 1));
    while (length > 0 && first.slice(0, length).join() !== name.slice(0, length).join()) length--;
  }
  return first.slice(0, length);
}

function tellingNames(layers: readonly FlatLayer[]): readonly (readonly string[])[] {
  return layers.flatMap((layer) => {
    const words = wordsOfLayer(layer);
    return isTelling(words, [layer]) ? [words] : [];
  });
}
