import type { FlatLayer } from "./convert";

/**
 * Where a layer stands by its name, outermost block first, in characters that names may have. PyTorch writes
 * `/layer1/layer1.0/conv1/Conv`: every part repeats what is around it, and the operator comes last.
 */
export function namePath({ name, operator }: Pick<FlatLayer, "name" | "operator">): readonly string[] {
  const parts = name.split("/").filter((part) => part !== "");
  const isOperator = new RegExp(`^${operator}(_\\d+)?$`);
  if (parts.length > 1 && operator !== "" && isOperator.test(parts.at(-1) ?? "")) parts.pop();
  const path = parts.map((part, index) => {
    const around = parts[index - 1];
    const own = around !== undefined && part.startsWith(`${around}.`) ? part.slice(around.length + 1) : part;
    return own.replace(/[^A-Za-z0-9_-]+/g, "_").slice(0, 56) || "_";
  });
  return path.length === 0 ? ["layer"] : path;
}
