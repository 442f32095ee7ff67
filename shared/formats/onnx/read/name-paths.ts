import type { FlatLayer } from "./flat-layer";

type Named = Pick<FlatLayer, "id" | "name" | "operator" | "inputs">;

/**
 * Where layers stand by their names, outermost block first, in characters that names may have. PyTorch writes
 * `/layer1/layer1.0/conv1/Conv`: every part repeats what is around it, and the operator comes last. It stays where a
 * block does something by itself, as in `/layer1/Relu`. TensorFlow writes `Call/resnet50/conv1/Conv2D`, an operator of
 * its own last and what is around all of it first; our own files, which are complete, mean every part.
 */
export function namePaths(
  layers: readonly Named[],
  isComplete: boolean,
): (layer: Named) => readonly string[] {
  const given = new Map(layers.map((layer) => [layer.id, partsOf(layer)]));
  const blocks = new Set<string>();
  const held = new Map<string, number>();
  for (const parts of given.values()) {
    for (let depth = 1; depth < parts.length - 1; depth++) blocks.add(parts.slice(0, depth).join("/"));
    const around = parts.slice(0, -1).join("/");
    held.set(around, (held.get(around) ?? 0) + 1);
  }
  const shared = isComplete
    ? 0
    : sharedParts(layers.filter(({ inputs }) => inputs.length > 0).map(({ id }) => given.get(id) ?? []));
  return ({ id, operator, inputs }) => {
    const parts = given.get(id) as readonly string[];
    const around = parts.slice(0, -1);
    const path = around.join("/");
    const last = (parts.at(-1) ?? "").replace(/_\d+$/, "");
    const isAlone = !isComplete && held.get(path) === 1 && /^[A-Z][A-Za-z]*[a-z][A-Za-z0-9]*$/.test(last);
    const isOperator = around.length > 0 && operator !== "" && (last === operator || isAlone);
    const own = isOperator && !blocks.has(path) ? around : parts;
    return inputs.length > 0 ? own.slice(Math.min(shared, own.length - 1)) : own;
  };
}

/** How many parts all paths begin with, the last of each not counted. */
function sharedParts(paths: readonly (readonly string[])[]): number {
  const [first = []] = paths;
  let shared = first.length - 1;
  for (const path of paths) {
    shared = Math.min(shared, path.length - 1);
    while (shared > 0 && path.slice(0, shared).join("/") !== first.slice(0, shared).join("/")) shared--;
  }
  return Math.max(0, shared);
}

function partsOf({ name }: Named): readonly string[] {
  const parts = name.split("/").filter((part) => part !== "");
  const path = parts.map((part, index) => {
    const around = parts[index - 1];
    const own = around !== undefined && part.startsWith(`${around}.`) ? part.slice(around.length + 1) : part;
    return own.replace(/[^A-Za-z0-9_-]+/g, "_").slice(0, 56) || "_";
  });
  return path.length === 0 ? ["layer"] : path;
}
