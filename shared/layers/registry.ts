import { createRegistry } from "../base/registry";
import type { Params } from "../graph/document";
import type { AnyLayerDefinition } from "./define";
import { defaultsOf } from "./params";

const files = import.meta.glob<AnyLayerDefinition>("./catalog/*.ts", { eager: true, import: "default" });

/** Every layer type, by its type. A new file in `catalog/` is all it takes to add one. */
export const layers = createRegistry("layer type", files, (layer) => layer.type);

/** The layers that people add: not those that only stand for what a file held. */
export const offeredLayers = layers.all.filter(({ opaque }) => !opaque);

/** Params of a new node: the declared defaults under what is given. */
export function layerParams(type: string, given: Params = {}): Params {
  return { ...defaultsOf(layers.require(type).params), ...given };
}
