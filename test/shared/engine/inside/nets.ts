import { createBuilder } from "../../../../shared/blocks/builder";
import type { Batch } from "../../../../shared/contracts/engine";
import { createNodeEngine } from "../../../../shared/engine/create-node-engine";
import { type Document, emptyDocument } from "../../../../shared/graph/document";

/** Maps of two sizes, a merge, statistics, a vector and a softmax. */
export function branchedNet(): Document {
  const builder = createBuilder();
  builder.layer("input", "input", { height: 12, width: 10, channels: 3 });
  builder.layer("conv1", "conv2d", { filters: 5, stride: [2, 2] });
  builder.layer("bn", "batch-norm");
  const relu = builder.layer("relu", "relu");
  builder.layer("conv2", "conv2d", { filters: 5, groups: 5 });
  builder.layer("act", "tanh");
  builder.layer("add", "add", {}, [builder.last, relu]);
  builder.layer("gap", "global-avg-pool");
  builder.layer("fc", "dense", { units: 4 });
  builder.layer("softmax", "softmax");
  return { ...emptyDocument("branched"), graph: builder.build() };
}

/** The same, cut behind a node. */
export function cutAfter(document: Document, last: string): Document {
  const order = ["input", "conv1", "bn", "relu", "conv2", "act", "add", "gap", "fc", "softmax"];
  const gone = new Set(order.slice(order.indexOf(last) + 1));
  const { nodes, edges } = document.graph;
  return {
    ...document,
    graph: {
      nodes: Object.fromEntries(Object.entries(nodes).filter(([id]) => !gone.has(id))),
      edges: Object.fromEntries(
        Object.entries(edges).filter(([, { from, to }]) => !gone.has(from.node) && !gone.has(to.node)),
      ),
    },
  };
}

export function pictures(count = 1, phase = 0): Batch {
  const data = Float32Array.from({ length: count * 360 }, (_, index) => Math.sin(index * 0.37 + phase));
  return { shape: [count, 12, 10, 3], data };
}

export async function engineWith(document: Document, backend: "wasm" | "cpu" = "wasm", seed = 3) {
  const engine = createNodeEngine();
  await engine.setBackend(backend);
  await engine.load({ document, seed });
  return engine;
}

export const onward = (): boolean => true;
