import type { LayoutEdge, LayoutGraph, LayoutNode } from "../../../shared/layout/types";

const CARD: LayoutNode = {
  box: { x: -80, y: 0, width: 160, height: 48 },
  inputs: [0],
  outputs: [0],
  spread: false,
};
const MERGE: LayoutNode = {
  box: { x: -16, y: 0, width: 32, height: 32 },
  inputs: [0, 0, 0],
  outputs: [0],
  spread: true,
};
const MODULES = 4;

/**
 * Graphs like those of networks: branches that merge, and with a connection that bypasses them. A first layout takes
 * three times as long as the next ones, for engines compile what they run often, so the first one is of these.
 */
export const practiceGraphs: readonly LayoutGraph[] = [graphOf(false), graphOf(true)];

function graphOf(hasBypass: boolean): LayoutGraph {
  const nodes = new Map([["start", CARD]]);
  const edges: LayoutEdge[] = [];
  const connect = (from: string, to: string, port = 0): void => {
    edges.push({ id: `${from}>${to}:${port}`, from: { node: from, port: 0 }, to: { node: to, port } });
  };
  let last = "start";
  for (let module = 0; module < MODULES; module++) {
    const name = (part: string) => `${part}${module}`;
    for (const part of ["left", "right", "after"]) nodes.set(name(part), CARD);
    nodes.set(name("merge"), MERGE);
    connect(last, name("left"));
    connect(last, name("right"));
    connect(name("right"), name("after"));
    connect(name("left"), name("merge"));
    connect(name("after"), name("merge"), 1);
    if (hasBypass) connect(last, name("merge"), 2);
    last = name("merge");
  }
  return { nodes, edges, inputs: 0, outputs: 0, hasBypass, key: "" };
}
