import { ViewportPortal } from "@xyflow/react";
import type { DragEvent } from "react";
import { z } from "zod";
import { useStore } from "zustand";
import type { Point } from "../../../shared/graph/document";
import { frameAt } from "../../../shared/layout/places";
import { roundedPath } from "../../../shared/layout/rounded-path";
import { canvas } from "../../state/canvas-controls";
import { addFromPalette, type PaletteItem } from "../add";
import { currentLayout } from "../scene";
import { type NearEdge, nearEdgeStore, nearestEdge, showNearEdge } from "./near-edge";

export const PALETTE_MIME = "application/x-blockwise";

const itemSchema: z.ZodType<PaletteItem> = z.union([
  z.object({ kind: z.literal("layer"), type: z.string() }),
  z.object({ kind: z.literal("block"), definition: z.string() }),
]);

export function onDragOver(event: DragEvent): void {
  if (!event.dataTransfer.types.includes(PALETTE_MIME)) return;
  event.preventDefault();
  event.dataTransfer.dropEffect = "copy";
  showNearEdge(edgeUnder(pointOf(event)));
}

export function onDragLeave(event: DragEvent): void {
  const isInside = event.relatedTarget instanceof Node && event.currentTarget.contains(event.relatedTarget);
  if (!isInside) showNearEdge(null);
}

export function onDrop(event: DragEvent): void {
  showNearEdge(null);
  const item = readItem(event.dataTransfer.getData(PALETTE_MIME));
  if (!item) return;
  event.preventDefault();
  const point = pointOf(event);
  const near = edgeUnder(point);
  addFromPalette(
    item,
    near
      ? { kind: "edge", frame: near.frame, edge: near.edge, point }
      : { kind: "at", frame: frameAt(currentLayout(), point), point, isByHand: true },
  );
  canvas()?.focus();
}

/** Shows into which edge a drop would go. */
export function DropLine() {
  const near = useStore(nearEdgeStore, (state) => state.near);
  if (!near) return null;
  return (
    <ViewportPortal>
      <svg className="bw-overlay" aria-hidden>
        <path className="bw-drop-line" d={roundedPath(near.route)} />
      </svg>
    </ViewportPortal>
  );
}

function edgeUnder(point: Point): NearEdge | null {
  return nearestEdge(frameAt(currentLayout(), point), point);
}

function pointOf({ clientX, clientY }: DragEvent): Point {
  return canvas()?.toCanvas({ x: clientX, y: clientY }) ?? { x: 0, y: 0 };
}

function readItem(json: string): PaletteItem | null {
  try {
    const parsed = itemSchema.safeParse(JSON.parse(json));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}
