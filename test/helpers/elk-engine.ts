import ELK from "elkjs/lib/elk.bundled.js";
import { fromElk, toElk } from "../../shared/layout/elk-graph";
import type { LayoutEngine } from "../../shared/layout/types";

const elk = new ELK();

/** The layout that the worker gives, without a worker. */
export const elkEngine: LayoutEngine = {
  layout: async (graph) => fromElk(graph, await elk.layout(toElk(graph))),
};
