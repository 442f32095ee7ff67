import type { FlatLayer } from "../flat-layer";

/** The words of a name: `conv2_block1_1_conv` and `resnet.layer1.conv` say where a layer stands without slashes. */
export function wordsOf(name: string): readonly string[] {
  return name.split(/[^A-Za-z0-9]+/).filter((word) => word !== "");
}

/** Whether someone gave the name, rather than a program that counts: `res2a_branch2b`, not `Conv_12` or `497`. */
export function isTelling(
  words: readonly string[],
  layers: readonly Pick<FlatLayer, "operator" | "type">[],
): boolean {
  const [first = "", ...rest] = words;
  const stem = first.replace(/\d+$/, "").toLowerCase();
  if (stem.length < 2 || COUNTED.has(stem)) return rest.length > 0 && isTelling(rest, layers);
  const isPlain = layers.some(({ operator, type }) =>
    [operator.toLowerCase(), type.replace(/2d$/, "")].includes(stem),
  );
  return !isPlain || rest.some((word) => !/^\d+$/.test(word));
}

/** What programs call anything. */
const COUNTED = new Set(["onnx", "node", "layer", "op", "tensor", "output", "input", "model", "graph"]);

/** The words that all names begin with, none of which is all of a name. */
export function sharedStart(names: readonly (readonly string[])[]): readonly string[] {
  const [first = [], ...rest] = names;
  let length = Math.max(0, first.length - 1);
  for (const name of rest) {
    length = Math.min(length, Math.max(0, name.length - 1));
    while (length > 0 && first.slice(0, length).join() !== name.slice(0, length).join()) length--;
  }
  return first.slice(0, length);
}
