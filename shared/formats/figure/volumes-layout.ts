import { graphAnalysisAt } from "../../analysis/find";
import {
  BLOCK_INPUT,
  BLOCK_OUTPUT,
  type Edge,
  EMPTY_GRAPH,
  type GraphNode,
  isBoundary,
  joinPath,
  type NodeId,
  type NodePath,
} from "../../graph/document";
import { adjacency } from "../../graph/traverse";
import { hasTrait } from "../../layers/define";
import { layers } from "../../layers/registry";
import { hasBypass } from "../../layout/ports";
import { settleFrame } from "../../layout/settle";
import type {
  CanvasLayout,
  FrameLayout,
  LayoutEngine,
  LayoutGraph,
  LayoutNode,
  Rect,
} from "../../layout/types";
import { type FigureScene, isReached } from "./scene";
import { type Cells, cellsOf, largestSide, layoutNode, leadersOf } from "./volume-cells";
import { inRows } from "./volumes-rows";

export interface VolumesLayout extends CanvasLayout {
  readonly cells: ReadonlyMap<NodePath, Cells>;
}

/** Between one box and the next, for the arrow. */
const LAYER_GAP = 26;
export const FRAME_HEADER = 20;
const FRAME_PADDING = 14;

/** Stands boxes side by side, the inside of unfolded blocks first; what gets too long goes on in a row below. */
export async function layOutVolumes(scene: FigureScene, engine: LayoutEngine): Promise<VolumesLayout> {
  const cells = new Map<NodePath, Cells>();
  const frames = new Map<NodePath, FrameLayout>();
  const largest = largestSide(shapesIn(scene));
  // Frames come inside out, as the layout made them.
  for (const [path] of scene.layout.frames) {
    if (path !== "" && !isReached(scene, path)) continue;
    const leaders = leadersOf(scene, path);
    const own = cellsOf(scene, path, leaders, largest);
    cells.set(path, own);
    const graph = frameOf(scene, path, leaders, own, frames);
    const fresh = await engine.layout(graph);
    const insets =
      path === ""
        ? null
        : {
            top: FRAME_PADDING,
            left: FRAME_HEADER + FRAME_PADDING,
            right: FRAME_PADDING,
            bottom: FRAME_PADDING,
            entry: 0,
            minWidth: 0,
          };
    frames.set(path, settleFrame({ graph, automatic: fresh.anchors }, fresh, {}, insets));
  }
  const main = frames.get("");
  const boxOf = (id: NodeId): Rect =>
    frames.get(id)?.box ?? main?.nodes.get(id)?.box ?? { x: 0, y: 0, width: 0, height: 0 };
  if (main) frames.set("", inRows(main, boxOf));
  return { flow: "right", frames, cells };
}

function shapesIn(scene: FigureScene) {
  return [...scene.layout.frames.keys()].flatMap((path) =>
    [...(graphAnalysisAt(scene.analysis, path)?.nodes ?? [])]
      .filter(([id]) => isReached(scene, joinPath(path, id)))
      .flatMap(([, numbers]) => numbers.outputs),
  );
}

function frameOf(
  scene: FigureScene,
  path: NodePath,
  leaders: ReadonlyMap<NodeId, NodeId>,
  cells: Cells,
  frames: ReadonlyMap<NodePath, FrameLayout>,
): LayoutGraph {
  const source = graphAnalysisAt(scene.analysis, path)?.graph;
  const laidOut = scene.layout.frames.get(path);
  // In the order of the data, which the layout keeps to.
  const { incoming } = adjacency(source ?? EMPTY_GRAPH);
  const edges = [...leaders.keys(), BLOCK_OUTPUT]
    .flatMap((id) => incoming.get(id) ?? [])
    .flatMap((edge) => between(edge, leaders));
  const nodes = new Map<NodeId, LayoutNode>();
  for (const [id, cell] of cells) {
    const inputs = 1 + Math.max(0, ...edges.filter(({ to }) => to.node === id).map(({ to }) => to.port));
    const outputs =
      1 + Math.max(0, ...edges.filter(({ from }) => from.node === id).map(({ from }) => from.port));
    const inner = frames.get(joinPath(path, id));
    if (cell === "frame") {
      if (inner) nodes.set(id, unfolded(inner));
    } else nodes.set(id, layoutNode(cell, inputs, outputs));
  }
  const drawn = edges.filter(({ from, to }) =>
    [from, to].every(({ node }) => isBoundary(node) || nodes.has(node)),
  );
  const merging = new Map(
    [...nodes].map(([id, node]) => [id, { ...node, spread: isMerge(source?.nodes[id]) }]),
  );
  return {
    nodes,
    edges: drawn,
    inputs: laidOut?.inputs.length ?? 0,
    outputs: laidOut?.outputs.length ?? 0,
    hasBypass: hasBypass({ nodes: merging, edges: drawn }),
    layerGap: LAYER_GAP,
    key: path,
  };
}

/** A connection between cells; none inside one. */
function between({ from, to }: Edge, leaders: ReadonlyMap<NodeId, NodeId>) {
  const source = from.node === BLOCK_INPUT ? BLOCK_INPUT : leaders.get(from.node);
  const target = to.node === BLOCK_OUTPUT ? BLOCK_OUTPUT : leaders.get(to.node);
  if (source === undefined || target === undefined || source === target) return [];
  const id = `${source}:${from.port}>${target}:${to.port}`;
  return [{ id, from: { node: source, port: from.port }, to: { node: target, port: to.port } }];
}

function unfolded({ box, inputs, outputs }: FrameLayout): LayoutNode {
  return { box, inputs: inputs.map(({ x }) => x), outputs: outputs.map(({ x }) => x), spread: false };
}

function isMerge(node: GraphNode | undefined): boolean {
  return node?.kind === "layer" && hasTrait(layers.get(node.type), "merge");
}
