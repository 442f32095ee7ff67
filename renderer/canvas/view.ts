import type { ReactFlowInstance, Viewport } from "@xyflow/react";
import type { Point } from "../../shared/graph/document";
import { extent } from "../../shared/layout/places";
import type { Rect, Size } from "../../shared/layout/types";
import type { CanvasEdge, CanvasNode } from "./projection";
import { currentLayout } from "./scene";

export type FlowInstance = ReactFlowInstance<CanvasNode, CanvasEdge>;

/** From here on a network shows whole when it opens: its names stand at their least size on the screen. */
const WHOLE = 0.5;
/** Where everything on a card can be read. */
export const LEGIBLE = 0.85;
/** No farther away than this to show what was unfolded. */
const NEAR_ENOUGH = 0.62;
const MARGIN = 28;
const DURATION = 220;

/** The whole network if that is legible, else its start. */
export function startView(view: Size): Viewport | null {
  const layout = currentLayout();
  const rect = extent(layout);
  if (!rect || view.width === 0) return null;
  const fitting = Math.min((view.width - 2 * MARGIN) / rect.width, (view.height - 2 * MARGIN) / rect.height);
  const isLong = fitting < WHOLE;
  const zoom = Math.min(1, isLong ? LEGIBLE : fitting);
  const centred = {
    x: view.width / 2 - (rect.x + rect.width / 2) * zoom,
    y: view.height / 2 - (rect.y + rect.height / 2) * zoom,
  };
  const start = { x: MARGIN - rect.x * zoom, y: MARGIN - rect.y * zoom };
  return {
    x: isLong && layout.flow === "right" ? start.x : centred.x,
    y: isLong && layout.flow === "down" ? start.y : centred.y,
    zoom,
  };
}

/** Moves the picture as little as shows a rectangle; one that is larger than the window from its start, or smaller. */
export function panTo(flow: FlowInstance, rect: Rect, view: Size): void {
  const now = flow.getViewport();
  const fitting = Math.min((view.width - 2 * MARGIN) / rect.width, (view.height - 2 * MARGIN) / rect.height);
  // Only as far away as cards can still be read.
  const zoom = Math.min(now.zoom, Math.max(fitting, NEAR_ENOUGH));
  const kept = { x: rect.x + rect.width / 2, y: rect.y };
  const x = now.x + kept.x * (now.zoom - zoom);
  const y = now.y + kept.y * (now.zoom - zoom);
  const by = {
    x: panAlong(rect.x * zoom + x, rect.width * zoom, view.width),
    y: panAlong(rect.y * zoom + y, rect.height * zoom, view.height),
  };
  if (by.x === 0 && by.y === 0 && zoom === now.zoom) return;
  void flow.setViewport({ x: x + by.x, y: y + by.y, zoom }, { duration: DURATION });
}

function panAlong(start: number, length: number, room: number): number {
  if (start >= 0 && start + length <= room) return 0;
  if (length + 2 * MARGIN >= room) {
    // As much as can be seen of it is seen already.
    return start <= 0 && start + length >= room ? 0 : MARGIN - start;
  }
  return start < 0 ? MARGIN - start : room - MARGIN - start - length;
}

/** Brings a node to the middle, near enough to be read. */
export function showLegibly(flow: FlowInstance, rect: Rect): void {
  const middle: Point = { x: rect.x + rect.width / 2, y: rect.y + Math.min(rect.height / 2, 200) };
  void flow.setCenter(middle.x, middle.y, { zoom: Math.max(flow.getZoom(), LEGIBLE), duration: DURATION });
}
