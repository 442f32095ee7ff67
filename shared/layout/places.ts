import { joinPath, lastOfPath, type NodePath, type Point, parentPath } from "../graph/document";
import { add, contains, shifted, turnedPoint, turnedRect } from "./geometry";
import type { CanvasLayout, Rect } from "./types";

/** A point of a frame as it is on the canvas: the layout works downwards, whichever way data flows. */
export function onCanvas(layout: CanvasLayout, point: Point): Point {
  return layout.flow === "down" ? point : turnedPoint(point);
}

export function rectOnCanvas(layout: CanvasLayout, rect: Rect): Rect {
  return layout.flow === "down" ? rect : turnedRect(rect);
}

/** Where a node's card or frame stands, in its own frame's coordinates. */
export function rectInFrame(layout: CanvasLayout, path: NodePath): Rect | null {
  const frame = layout.frames.get(parentPath(path));
  const id = lastOfPath(path);
  const node = frame?.nodes.get(id);
  const anchor = frame?.anchors[id];
  if (!node || !anchor) return null;
  return rectOnCanvas(layout, shifted(layout.frames.get(path)?.box ?? node.box, anchor));
}

/** Where the frame at `path` has its 0, 0, seen from the canvas. */
export function frameOrigin(layout: CanvasLayout, path: NodePath): Point {
  let origin: Point = { x: 0, y: 0 };
  for (let at = path; at !== ""; at = parentPath(at)) {
    const anchor = layout.frames.get(parentPath(at))?.anchors[lastOfPath(at)];
    if (anchor) origin = add(origin, onCanvas(layout, anchor));
  }
  return origin;
}

/** Where a node stands on the canvas; null if it does not show. */
export function rectOf(layout: CanvasLayout, path: NodePath): Rect | null {
  const rect = rectInFrame(layout, path);
  return rect && shifted(rect, frameOrigin(layout, parentPath(path)));
}

/** The anchor of a node in its frame: what `view.positions` holds once it is placed by hand. */
export function anchorOf(layout: CanvasLayout, path: NodePath): Point | null {
  const anchor = layout.frames.get(parentPath(path))?.anchors[lastOfPath(path)];
  return anchor ? onCanvas(layout, anchor) : null;
}

/** The innermost unfolded block under a point of the canvas; "" is the network's own ground. */
export function frameAt(layout: CanvasLayout, point: Point): NodePath {
  let found: NodePath = "";
  for (const path of layout.frames.keys()) {
    if (path === "" || path.length <= found.length) continue;
    const rect = rectOf(layout, path);
    if (rect && contains(rect, point)) found = path;
  }
  return found;
}

/** All that shows, for fitting the view. */
export function extent(layout: CanvasLayout): Rect | null {
  const frame = layout.frames.get("");
  return frame && frame.nodes.size > 0 ? rectOnCanvas(layout, frame.box) : null;
}

/** Paths of all nodes that show, in the order of the data, blocks before what they hold. */
export function shownPaths(layout: CanvasLayout, frame: NodePath = ""): readonly NodePath[] {
  const paths: NodePath[] = [];
  const visit = (at: NodePath): void => {
    for (const id of layout.frames.get(at)?.nodes.keys() ?? []) {
      const path = joinPath(at, id);
      paths.push(path);
      if (layout.frames.has(path)) visit(path);
    }
  };
  visit(frame);
  return paths;
}
