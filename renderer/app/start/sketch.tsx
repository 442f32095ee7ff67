import { leavesOf } from "../../../shared/analysis/leaves";
import type { GraphAnalysis, NodeAnalysis } from "../../../shared/analysis/types";
import { hueOf } from "../../../shared/blocks/caption";
import { adjacency } from "../../../shared/graph/traverse";
import { hasTrait } from "../../../shared/layers/define";
import type { Hue } from "../../../shared/layers/palette";
import { layers } from "../../../shared/layers/registry";
import { type AnyShape, channelsOf, heldShape, isMap } from "../../../shared/layers/shape";

const HEIGHT = 64;
const GAP = 3;
/** How far each copy of a repeated block looks out behind the one before. */
const COPY = 2;
/** More layers than this in a block are too thin to tell apart. */
const SLICES = 6;

interface Bar {
  readonly id: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** Side by side: a layer's own hue, or those of the layers in a block. */
  readonly hues: readonly Hue[];
  /** Copies drawn behind, for blocks that repeat. */
  readonly copies: number;
}

/** A small drawing of a network: a bar per node, as high as its map is, as wide as it has channels. */
export function Sketch({ analysis }: { readonly analysis: GraphAnalysis }) {
  const { bars, width } = drawBars(analysis);
  return (
    <svg
      className="bw-sketch"
      viewBox={`0 0 ${width} ${HEIGHT}`}
      preserveAspectRatio="xMinYMid meet"
      aria-hidden="true"
    >
      {bars.map((bar) => (
        <BarShape key={bar.id} bar={bar} />
      ))}
    </svg>
  );
}

function BarShape({ bar: { x, y, width, height, hues, copies } }: { readonly bar: Bar }) {
  const behind = Array.from({ length: copies }, (_, copy) => copies - copy);
  const slice = width / hues.length;
  return (
    <>
      {behind.map((copy) => (
        <rect
          key={copy}
          x={x + copy * COPY}
          y={y - copy * COPY}
          width={width}
          height={height}
          rx={1.5}
          fill="var(--bw-category-block-soft)"
          stroke="var(--bw-category-block)"
          strokeWidth={0.6}
        />
      ))}
      {hues.map((hue, index) => (
        <rect
          // biome-ignore lint/suspicious/noArrayIndexKey: slices have no other identity
          key={index}
          x={x + index * slice}
          y={y}
          width={slice}
          height={height}
          fill={`var(--bw-category-${hue})`}
        />
      ))}
    </>
  );
}

function drawBars(analysis: GraphAnalysis): { readonly bars: readonly Bar[]; readonly width: number } {
  const tallest = Math.max(2, ...[...analysis.nodes.values()].map((node) => sizeOf(node.outputs[0])));
  const columns = columnsOf(analysis);
  const bars: Bar[] = [];
  let x = 0;
  for (const column of columns) {
    const slot = HEIGHT / column.length;
    let widest = 0;
    for (const [lane, node] of column.entries()) {
      const repeat = node.node.kind === "block" ? node.node.repeat : 1;
      const copies = Math.min(2, repeat - 1);
      const width = widthOf(node);
      const scale = Math.log2(sizeOf(node.outputs[0]) + 1) / Math.log2(tallest + 1);
      const height = Math.max(5, (slot - 6) * scale);
      const y = slot * (lane + 0.5) - height / 2;
      bars.push({ id: node.node.id, x, y, width, height, hues: huesOf(node), copies });
      widest = Math.max(widest, width + copies * COPY);
    }
    x += widest + GAP;
  }
  return { bars, width: Math.max(120, x - GAP) };
}

/** Nodes by how far they are from the input, those that change no shape left out. */
function columnsOf({ graph, order, nodes }: GraphAnalysis): readonly (readonly NodeAnalysis[])[] {
  const { incoming } = adjacency(graph);
  const ranks = new Map<string, number>();
  const columns: NodeAnalysis[][] = [];
  for (const id of order) {
    const node = nodes.get(id);
    if (!node) continue;
    const before = (incoming.get(id) ?? []).map((edge) => ranks.get(edge.from.node) ?? -1);
    const isInline = node.node.kind === "layer" && hasTrait(layers.get(node.node.type), "inline");
    const rank = Math.max(-1, ...before) + (isInline ? 0 : 1);
    ranks.set(id, rank);
    if (!isInline) columns[rank] = [...(columns[rank] ?? []), node];
  }
  return columns.filter(Boolean);
}

/** The hues of a block's layers in order, those that change no shape and repetitions left out. */
function huesOf(node: NodeAnalysis): readonly Hue[] {
  const [inside] = node.copies;
  if (!inside) return [hueOf(node.node)];
  const hues: Hue[] = [];
  for (const { node: leaf } of leavesOf(inside)) {
    const hue = hueOf(leaf);
    if (!hasTrait(layers.get(leaf.type), "inline") && hues.at(-1) !== hue) hues.push(hue);
  }
  return hues.length === 0 ? ["block"] : hues.slice(0, SLICES);
}

function sizeOf(shape: AnyShape | null | undefined): number {
  return shape && isMap(shape) ? shape[0] : 1;
}

function widthOf({ outputs, node }: NodeAnalysis): number {
  const shape = heldShape(outputs[0]);
  const channels = shape ? channelsOf(shape) : 1;
  const weight = node.kind === "block" ? 2 : 1;
  return (2 + Math.log2(channels + 1) * 0.5) * weight;
}
