import { UserError } from "../../../shared/base/assert";
import { blockAt } from "../../../shared/blocks/edit-inside";
import { type Definitions, interiorOf } from "../../../shared/blocks/expand";
import {
  type Document,
  joinPath,
  lastOfPath,
  type NodeId,
  type NodePath,
  type Point,
  parentPath,
} from "../../../shared/graph/document";
import { groupNodes, ungroupNode } from "../../../shared/graph/group";
import { moveNodes, resetPositions } from "../../../shared/graph/view-edits";
import { add, hullOf } from "../../../shared/layout/geometry";
import { anchorOf, rectInFrame } from "../../../shared/layout/places";
import type { Rect } from "../../../shared/layout/types";
import { change, changeInside, currentDocument, endGesture } from "../../state/project";
import { select, sessionStore } from "../../state/session";
import { text } from "../../text/i18n";
import { freedPlaces } from "../freed";
import { heldInView, type Positions } from "../placing";
import { currentLayout, layOutAfresh } from "../scene";
import { asOneStep, reach } from "./edit";
import { byFrame, selectedPaths, soleSelected } from "./selection";

export type Alignment = "left" | "centre" | "right" | "top" | "middle" | "bottom";

/** Lines nodes up, those of each frame among themselves. */
export function align(alignment: Alignment): void {
  const moved = selectedRects().flatMap((rects) => {
    const hull = hullOf(rects.map(({ rect }) => rect));
    return hull ? rects.map(({ path, rect }) => [path, shiftTo(alignment, rect, hull)] as const) : [];
  });
  moveBy(text("canvas.edit.align"), moved);
}

/** Makes the gaps between neighbours equal; the outermost stay. */
export function distribute(axis: "x" | "y"): void {
  const moved = selectedRects().flatMap((rects) => {
    const side = axis === "x" ? "width" : "height";
    const sorted = [...rects].sort((a, b) => a.rect[axis] - b.rect[axis]);
    const first = sorted[0]?.rect;
    const last = sorted[sorted.length - 1]?.rect;
    if (!first || !last || sorted.length < 3) return [];
    const filled = sorted.reduce((sum, { rect }) => sum + rect[side], 0);
    const gap = (last[axis] + last[side] - first[axis] - filled) / (sorted.length - 1);
    let at = first[axis];
    return sorted.map(({ path, rect }) => {
      const by = at - rect[axis];
      at += rect[side] + gap;
      return [path, axis === "x" ? { x: by, y: 0 } : { x: 0, y: by }] as const;
    });
  });
  moveBy(text("canvas.edit.distribute"), moved);
}

let bursts = 0;
let burstEnd: ReturnType<typeof setTimeout> | undefined;

/** One step with the arrow keys. Steps in quick succession are undone as one. */
export function nudge(by: Point): void {
  if (burstEnd === undefined) bursts++;
  clearTimeout(burstEnd);
  burstEnd = setTimeout(() => {
    burstEnd = undefined;
    endGesture();
  }, 700);
  moveBy(
    text("canvas.edit.nudge"),
    selectedPaths().map((path) => [path, by] as const),
    `nudge:${bursts}`,
  );
}

/** Gives hand-placed nodes back to the automatic layout: the selected block's, or all of the block that was entered. */
export function tidy(): void {
  const sole = soleSelected();
  const frame = sole && currentDocument().view.unfolded[sole] ? sole : sessionStore.getState().frame;
  change(text("canvas.edit.tidy"), resetPositions(frame === "" ? null : frame));
  layOutAfresh();
}

/** Puts the selected nodes of one frame into a block of their own. */
export function groupSelection(): void {
  const frames = byFrame(selectedPaths());
  const [first] = frames;
  if (!first) return;
  if (frames.size > 1) throw new UserError(text("canvas.groupOneFrame"));
  const [frame, ids] = first;
  const place = meanAnchor(frame, ids);
  let made: NodeId | null = null;
  asOneStep((gesture) => {
    const label = text("canvas.edit.group");
    changeInside(
      frame,
      label,
      (graph) => (document) => {
        const grouped = groupNodes(document, graph, ids, text("canvas.groupTitle"));
        made = grouped.id;
        return grouped.document;
      },
      { reach: reach(), gesture },
    );
    // Where a person placed the parts, the whole stands in their midst.
    if (made && place) change(label, moveNodes({ [joinPath(frame, made)]: place }), gesture);
  });
  if (made) select([joinPath(frame, made)]);
}

/** Takes every selected block apart. */
export function ungroupSelection(): void {
  const blocks = selectedPaths().filter((path) => blockAt(currentDocument(), path));
  if (blocks.length === 0) throw new UserError(text("canvas.ungroupNothing"));
  const freed: NodePath[] = [];
  asOneStep((gesture) => {
    for (const path of blocks) {
      const frame = parentPath(path);
      changeInside(
        frame,
        text("canvas.edit.ungroup"),
        (graph) => (document) => {
          const inside = interiorAt(document, path, document.definitions);
          if (!inside) return document;
          const ungrouped = ungroupNode(document, graph, lastOfPath(path), inside);
          freed.push(...ungrouped.ids.map((id) => joinPath(frame, id)));
          const places = freedPlaces(ungrouped.document, graph, path, inside, ungrouped.ids);
          return moveNodes(places)(ungrouped.document);
        },
        { reach: reach(), gesture },
      );
    }
  });
  select(freed);
}

function interiorAt(document: Document, path: NodePath, definitions: Definitions) {
  const block = blockAt(document, path);
  const interior = block && interiorOf(block, definitions);
  return interior?.ok ? interior.value.graph : null;
}

function meanAnchor(frame: NodePath, ids: readonly NodeId[]): Point | null {
  const paths = ids.map((id) => joinPath(frame, id));
  const { positions } = currentDocument().view;
  if (!paths.some((path) => positions[path])) return null;
  const anchors = paths.flatMap((path) => anchorOf(currentLayout(), path) ?? []);
  if (anchors.length === 0) return null;
  const mean = (axis: "x" | "y"): number =>
    anchors.reduce((sum, point) => sum + point[axis], 0) / anchors.length;
  return { x: mean("x"), y: Math.min(...anchors.map(({ y }) => y)) };
}

interface Placed {
  readonly path: NodePath;
  readonly rect: Rect;
}

function selectedRects(): readonly (readonly Placed[])[] {
  return [...byFrame(selectedPaths())].map(([frame, ids]) =>
    ids.flatMap((id) => {
      const path = joinPath(frame, id);
      const rect = rectInFrame(currentLayout(), path);
      return rect ? [{ path, rect }] : [];
    }),
  );
}

function shiftTo(alignment: Alignment, rect: Rect, hull: Rect): Point {
  const right = hull.x + hull.width - rect.width - rect.x;
  const bottom = hull.y + hull.height - rect.height - rect.y;
  const shifts: Readonly<Record<Alignment, Point>> = {
    left: { x: hull.x - rect.x, y: 0 },
    centre: { x: (hull.x - rect.x + right) / 2, y: 0 },
    right: { x: right, y: 0 },
    top: { x: 0, y: hull.y - rect.y },
    middle: { x: 0, y: (hull.y - rect.y + bottom) / 2 },
    bottom: { x: 0, y: bottom },
  };
  return shifts[alignment];
}

/** The document is ahead of the picture by what was moved but not yet drawn, so hand-placed nodes start from it. */
function moveBy(
  label: string,
  moves: readonly (readonly [NodePath, Point])[],
  gesture: string | null = null,
): void {
  const { positions } = currentDocument().view;
  const frames = new Set(moves.map(([path]) => parentPath(path)));
  const held: Positions = Object.assign(
    {},
    ...[...frames].map((frame) => heldInView(currentLayout(), frame)),
  );
  const placed = moves.flatMap(([path, by]) => {
    const from = held[path] ?? positions[path] ?? anchorOf(currentLayout(), path);
    return from ? [[path, add(from, by)] as const] : [];
  });
  if (placed.length > 0) change(label, moveNodes({ ...held, ...Object.fromEntries(placed) }), gesture);
}
