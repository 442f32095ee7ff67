import { graphAnalysisAt } from "../../analysis/find";
import { leavesOf } from "../../analysis/leaves";
import { outputText } from "../../analysis/output-text";
import type { NodeAnalysis } from "../../analysis/types";
import { hueOf } from "../../blocks/caption";
import { type GraphNode, isBoundary, joinPath, type NodeId, type NodePath } from "../../graph/document";
import { adjacency, topologicalOrder } from "../../graph/traverse";
import { hasTrait } from "../../layers/define";
import type { Hue } from "../../layers/palette";
import { layers } from "../../layers/registry";
import { type AnyShape, heldShape, isMap, type Shape } from "../../layers/shape";
import type { LayoutNode } from "../../layout/types";
import { fitText, textWidth, wrapText } from "./measure";
import type { FontWeight } from "./primitives";
import { type FigureScene, isDrawn, isReached } from "./scene";
import { reach, type VolumeSize, volumeSize } from "./volume";

export interface LabelLine {
  readonly text: string;
  readonly size: number;
  readonly weight: FontWeight;
  readonly isDim: boolean;
}

/** One box with what is written under it: a layer, and those after it that leave its shape as it is. */
export interface VolumeCell {
  readonly path: NodePath;
  readonly hue: Hue;
  readonly shape: Shape | null;
  readonly repeat: number;
  readonly size: VolumeSize;
  readonly labels: readonly LabelLine[];
  readonly width: number;
  /** Above and below the line that data runs along. */
  readonly above: number;
  readonly below: number;
}

/** The nodes of one frame, each under the node that leads its cell. */
export type Cells = ReadonlyMap<NodeId, VolumeCell | "frame">;

export const LABEL_LINE = 13;
export const LABEL_GAP = 7;
const LABEL_ROOM = 104;
const NAME_ROOM = 150;
/** Too little to be seen. */
const HAIR = 0.2;
/** How far the copies of a repeated block stand behind it. */
export const ECHO = 5;

/** Who stands in whose cell: activations and normalisations share that of what they work on. */
export function leadersOf(scene: FigureScene, frame: NodePath): ReadonlyMap<NodeId, NodeId> {
  const leaders = new Map<NodeId, NodeId>();
  const graph = graphAnalysisAt(scene.analysis, frame)?.graph;
  if (!graph) return leaders;
  const { incoming, outgoing } = adjacency(graph);
  const { nodes, cyclic } = topologicalOrder(graph);
  for (const id of [...nodes, ...cyclic]) {
    const path = joinPath(frame, id);
    const node = graph.nodes[id];
    if (!node || !isReached(scene, path)) continue;
    const [only, ...others] = incoming.get(id) ?? [];
    const before = only && others.length === 0 && !isBoundary(only.from.node) ? only.from.node : null;
    const leader = before === null ? undefined : leaders.get(before);
    const joins =
      leader !== undefined &&
      before !== null &&
      keepsShape(node) &&
      outgoing.get(before)?.length === 1 &&
      !scene.layout.frames.has(joinPath(frame, before)) &&
      isDrawn(scene, path);
    leaders.set(id, joins ? leader : id);
  }
  return leaders;
}

/** Reads declared traits: such layers change no shape. */
function keepsShape(node: GraphNode): boolean {
  const layer = node.kind === "layer" ? layers.get(node.type) : undefined;
  return hasTrait(layer, "inline") || hasTrait(layer, "probabilities");
}

export function cellsOf(
  scene: FigureScene,
  frame: NodePath,
  leaders: ReadonlyMap<NodeId, NodeId>,
  largest: number,
): Cells {
  const analysis = graphAnalysisAt(scene.analysis, frame);
  const cells = new Map<NodeId, VolumeCell | "frame">();
  for (const [id, leader] of leaders) {
    const node = analysis?.graph.nodes[id];
    if (id !== leader || !node) continue;
    const path = joinPath(frame, id);
    if (scene.layout.frames.has(path)) {
      cells.set(id, "frame");
      continue;
    }
    const followers = [...leaders].filter(([other, of]) => of === id && other !== id);
    const names = followers.map(([other]) => analysis?.graph.nodes[other]?.name ?? other);
    const numbers = analysis?.nodes.get(id);
    const shape = heldShape(numbers?.outputs[0]);
    cells.set(id, cellOf(path, node, volumeHue(node, numbers), outputText(numbers), names, shape, largest));
  }
  return cells;
}

function cellOf(
  path: NodePath,
  node: GraphNode,
  hue: Hue,
  shapes: string,
  followers: readonly string[],
  shape: Shape | null,
  largest: number,
): VolumeCell {
  const repeat = node.kind === "block" ? node.repeat : 1;
  const badge = repeat > 1 ? ` ×${repeat}` : "";
  const size = volumeSize(shape, largest);
  const followerLines = wrapText(followers.join(" · "), 9, 400, LABEL_ROOM);
  const labels: LabelLine[] = [
    { text: fitText(shapes, 10.5, 500, NAME_ROOM), size: 10.5, weight: 500, isDim: false },
    { text: fitText(node.name, 10.5, 600, NAME_ROOM) + badge, size: 10.5, weight: 600, isDim: false },
    ...followerLines.map((text) => ({
      text: fitText(text, 9, 400, NAME_ROOM),
      size: 9,
      weight: 400 as const,
      isDim: true,
    })),
  ];
  const echo = repeat > 1 ? 2 * ECHO : 0;
  const drawn = size.thickness + reach(size) + echo;
  const written = Math.max(...labels.map((line) => textWidth(line.text, line.size, line.weight)));
  return {
    path,
    hue,
    shape,
    repeat,
    size,
    labels,
    width: Math.max(drawn, written) + 4,
    above: size.height / 2 + reach(size) + echo,
    below: size.height / 2 + LABEL_GAP + labels.length * LABEL_LINE + 4,
  };
}

/** A block around a single layer that computes, such as a convolution with its activation, is drawn as that layer. */
function volumeHue(node: GraphNode, numbers: NodeAnalysis | undefined): Hue {
  const [copy, ...more] = numbers?.copies ?? [];
  if (!copy || more.length > 0) return hueOf(node);
  const counting: GraphNode[] = [];
  for (const { node: leaf, analysis } of leavesOf(copy)) {
    if (analysis.totals.macs > 0) counting.push(leaf);
    if (counting.length > 1) return hueOf(node);
  }
  return hueOf(counting[0] ?? node);
}

/** A cell for the layout, which works downwards: what is across the flow there is up and down here. */
export function layoutNode(cell: VolumeCell, inputs: number, outputs: number): LayoutNode {
  return {
    box: { x: -cell.above, y: 0, width: cell.above + cell.below, height: cell.width },
    // Lines that meet keep their order only if their ends differ a little.
    inputs: Array.from({ length: Math.max(1, inputs) }, (_, port) => port * HAIR),
    outputs: Array<number>(Math.max(1, outputs)).fill(0),
    spread: false,
  };
}

/** The longest side of any map that shows. */
export function largestSide(shapes: Iterable<AnyShape | null>): number {
  let largest = 1;
  for (const shape of shapes) if (shape && isMap(shape)) largest = Math.max(largest, shape[0], shape[1]);
  return largest;
}
