import type { GraphAnalysis, NodeAnalysis } from "../../../shared/analysis/types";
import { adjacency } from "../../../shared/graph/traverse";
import { hasTrait } from "../../../shared/layers/define";
import { layers } from "../../../shared/layers/registry";
import { channelsOf, isMap, type Shape } from "../../../shared/layers/shape";
import { hueOf } from "../../canvas/captions";

const HEIGHT = 64;
const GAP = 3;

interface Bar {
  readonly id: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly colour: string;
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
      preserveAspectRatio="xMidYMid meet"
      aria-hidden="true"
    >
      <line x1={0} x2={width} y1={HEIGHT / 2} y2={HEIGHT / 2} stroke="var(--bw-border)" strokeWidth={1.5} />
      {bars.flatMap((bar) =>
        Array.from({ length: bar.copies + 1 }, (_, copy) => bar.copies - copy).map((copy) => (
          <rect
            key={`${bar.id} ${copy}`}
            x={bar.x + copy * 2.5}
            y={bar.y - copy * 1.5}
            width={bar.width}
            height={bar.height}
            rx={1.5}
            fill={bar.colour}
            stroke="var(--bw-surface)"
            strokeWidth={0.75}
          />
        )),
      )}
    </svg>
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
      const colour = `var(--bw-category-${hueOf(node.node)})`;
      bars.push({ id: node.node.id, x, y, width, height, colour, copies });
      widest = Math.max(widest, width + copies * 2.5);
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

function sizeOf(shape: Shape | null | undefined): number {
  return shape && isMap(shape) ? shape[0] : 1;
}

function widthOf({ outputs: [shape], node }: NodeAnalysis): number {
  const channels = shape ? channelsOf(shape) : 1;
  const weight = node.kind === "block" ? 1.6 : 1;
  return (2 + Math.log2(channels + 1) * 0.5) * weight;
}
