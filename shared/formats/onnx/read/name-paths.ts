import type { FlatLayer } from "./flat-layer";

type Named = Pick<FlatLayer, "id" | "name" | "operator">;

/**
 * Where layers stand by their names, outermost block first, in characters that names may have. PyTorch writes
 * `/layer1/layer1.0/conv1/Conv`: every part repeats what is around it, and the operator comes last. It stays where a
 * block does something by itself, as in `/layer1/Relu`.
 */
export function namePaths(layers: readonly Named[]): (layer: Named) => readonly string[] {
  const given = new Map(layers.map((layer) => [layer.id, partsOf(layer)]));
  const blocks = new Set<string>();
  for (const parts of given.values()) {
    for (let depth = 1; depth < parts.length - 1; depth++) blocks.add(parts.slice(0, depth).join("/"));
  }
  return ({ id, operator }) => {
    const parts = given.get(id) as readonly string[];
    const around = parts.slice(0, -1);
    const isOperator =
      around.length > 0 && operator !== "" && (parts.at(-1) ?? "").replace(/_\d+$/, "") === operator;
    return isOperator && !blocks.has(around.join("/")) ? around : parts;
  };
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
