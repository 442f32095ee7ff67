import type { GraphNode } from "../../../shared/graph/document";
import { checkParams, type ParamSpecs, type ParamsOf } from "../../../shared/layers/params";
import { layers } from "../../../shared/layers/registry";
import { isMap, type Shape } from "../../../shared/layers/shape";
import { type Pads, resolveWindow } from "../../../shared/layers/window";

/** What a padding rule comes to for the input at hand; undefined where that is not known. */
export function resolvedPads(node: GraphNode, param: string, input: Shape | null): Pads | undefined {
  const layer = node.kind === "layer" ? layers.get(node.type) : undefined;
  if (layer?.params[param]?.kind !== "padding" || !input || !isMap(input)) return undefined;
  if (checkParams(layer.params, node.params).length > 0) return undefined;
  const window = layer.window?.(node.params as ParamsOf<ParamSpecs>);
  if (!window || typeof window === "string") return undefined;
  const resolved = resolveWindow(window, input);
  return resolved.ok ? resolved.value.pads : undefined;
}
