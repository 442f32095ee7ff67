import { createRegistry } from "../base/registry";
import type { Params } from "../graph/document";
import { defaultsOf } from "../layers/params";
import type { AnyBlockDefinition } from "./define";

const files = import.meta.glob<AnyBlockDefinition>("./catalog/*.ts", { eager: true, import: "default" });

/** Every documented block, by its id. A new file in `catalog/` is all it takes to add one. */
export const blocks = createRegistry("block", files, (block) => block.id);

/** Params of a new instance: the declared defaults under what is given. */
export function blockParams(id: string, given: Params = {}): Params {
  return { ...defaultsOf(blocks.require(id).params), ...given };
}
