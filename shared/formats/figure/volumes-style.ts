import {
  BLOCK_INPUT,
  BLOCK_OUTPUT,
  isBoundary,
  joinPath,
  lastOfPath,
  type NodePath,
  type Point,
} from "../../graph/document";
import { mix } from "../../layers/palette";
import { add } from "../../layout/geometry";
import { frameOrigin, onCanvas, rectOf } from "../../layout/places";
import type { LayoutEngine } from "../../layout/types";
import { words } from "./canvas-nodes";
import { isKnown, titleOf } from "./canvas-style";
import type { Drawing } from "./compose";
import { edgeItems } from "./edges";
import { fitText } from "./measure";
import { group, type Item } from "./primitives";
import { type FigureScene, isDrawn, nodeAt } from "./scene";
import { reach, volumeItems } from "./volume";
import { ECHO, LABEL_GAP, LABEL_LINE, type VolumeCell } from "./volume-cells";
import { FRAME_HEADER, layOutVolumes, type VolumesLayout } from "./volumes-layout";
import { edgesOf } from "./volumes-rows";

/** Skips bow like arcs. */
const CORNER = 16;

/** The network as papers draw it: a box for every map, as large as the map. */
export async function volumesStyle(scene: FigureScene, engine: LayoutEngine): Promise<Drawing> {
  const layout = await layOutVolumes(scene, engine);
  const cells = [...layout.cells.values()].flatMap((each) => [...each.values()]);
  const hues = new Set(cells.flatMap((cell) => (cell === "frame" ? [] : [cell.hue])));
  return { items: frameDrawing(scene, layout, ""), hues };
}

function frameDrawing(scene: FigureScene, layout: VolumesLayout, frame: NodePath): Item[] {
  const laidOut = layout.frames.get(frame);
  if (!laidOut) return [];
  const items: Item[] = [];
  const origin = frameOrigin(layout, frame);
  for (const edge of edgesOf(laidOut.routes)) {
    if (
      ![edge.from.node, edge.to.node].every((id) =>
        isDrawn(scene, isBoundary(id) ? frame : joinPath(frame, id)),
      )
    )
      continue;
    const route = (laidOut.routes[edge.id] ?? []).map((point) => add(onCanvas(layout, point), origin));
    const points = toBoxes(route, cellOf(layout, frame, edge.from.node), cellOf(layout, frame, edge.to.node));
    const look = { colour: scene.theme.strong, radius: CORNER, isKnown: isKnown(scene, frame, edge) };
    items.push(
      ...edgeItems(points, {
        ...look,
        hasArrow: edge.to.node !== BLOCK_OUTPUT && !layout.frames.has(joinPath(frame, edge.to.node)),
      }),
    );
  }
  for (const id of laidOut.nodes.keys()) {
    const path = joinPath(frame, id);
    const rect = rectOf(layout, path);
    const cell = cellOf(layout, frame, id);
    if (!rect) continue;
    if (cell) {
      if (isDrawn(scene, path))
        items.push(
          group({ x: rect.x, y: rect.y + cell.above }, cellItems(scene, cell), titleOf(scene, path)),
        );
    } else
      items.push(
        ...(isDrawn(scene, path) ? [frameBox(scene, layout, path)] : []),
        ...frameDrawing(scene, layout, path),
      );
  }
  return items;
}

function cellOf(layout: VolumesLayout, frame: NodePath, id: string): VolumeCell | null {
  if (id === BLOCK_INPUT || id === BLOCK_OUTPUT) return null;
  const cell = layout.cells.get(frame)?.get(id);
  return cell === undefined || cell === "frame" ? null : cell;
}

/** Cells hold what is written under boxes too: a line runs on inside them, up to the box. */
function toBoxes(route: readonly Point[], from: VolumeCell | null, to: VolumeCell | null): readonly Point[] {
  const points = [...route];
  const first = points[0];
  const last = points.at(-1);
  if (!first || !last) return points;
  if (from) points.unshift({ x: first.x - from.width / 2, y: first.y });
  if (to) points.push({ x: last.x + boxLeft(to), y: last.y });
  return points;
}

/** From the cell's left side to the front's. */
function boxLeft({ width, size, repeat }: VolumeCell): number {
  const echo = repeat > 1 ? 2 * ECHO : 0;
  return (width - size.thickness - reach(size) - echo) / 2;
}

/** Around 0, 0: the cell's left side, where data enters. */
function cellItems({ theme }: FigureScene, cell: VolumeCell): Item[] {
  const { size, hue, shape, labels, width, repeat } = cell;
  const left = boxLeft(cell);
  const echoes = repeat > 1 ? [2 * ECHO, ECHO, 0] : [0];
  const items = echoes.flatMap((by) => volumeItems(size, left + by, -by, hue, shape !== null, theme));
  for (const [line, { text, size: height, weight, isDim }] of labels.entries()) {
    const y = size.height / 2 + LABEL_GAP + (line + 1) * LABEL_LINE - 2;
    items.push({
      ...words(text, width / 2, y, height, weight, isDim ? theme.dim : theme.text),
      anchor: "middle",
    });
  }
  return items;
}

/** Around what an unfolded block holds. */
function frameBox(scene: FigureScene, layout: VolumesLayout, path: NodePath): Item {
  const { theme } = scene;
  const rect = rectOf(layout, path) ?? { x: 0, y: 0, width: 0, height: 0 };
  const node = nodeAt(scene, path)?.node;
  const repeat = node?.kind === "block" && node.repeat > 1 ? ` ×${node.repeat}` : "";
  const name = `${node?.name ?? lastOfPath(path)}${repeat}`;
  const block = theme.categories.block;
  return group(
    rect,
    [
      {
        kind: "box",
        x: 0,
        y: 0,
        width: rect.width,
        height: rect.height,
        radius: 8,
        fill: mix(block, theme.ground, 0.03),
        stroke: mix(block, theme.border, 0.45),
        dash: [5, 4],
      },
      words(fitText(name, 11.5, 600, rect.width - 20), 10, FRAME_HEADER - 3, 11.5, 600, theme.text),
    ],
    titleOf(scene, path),
  );
}
