import { ViewportPortal } from "@xyflow/react";
import type { DragEvent } from "react";
import { z } from "zod";
import { createStore, useStore } from "zustand";
import type { NodePath, Point } from "../../../shared/graph/document";
import { canvas } from "../../state/canvas-controls";
import { addFromPalette, type PaletteItem } from "../add";
import { add, distanceToRoute } from "../layout/geometry";
import { frameAt, frameOrigin, onCanvas } from "../layout/places";
import { roundedPath } from "../rounded-path";
import { currentLayout } from "../scene";

export const PALETTE_MIME = "application/x-blockwise";

const itemSchema: z.ZodType<PaletteItem> = z.union([
  z.object({ kind: z.literal("layer"), type: z.string() }),
  z.object({ kind: z.literal("block"), definition: z.string() }),
]);

/** How near to an edge a drop goes into it, in pixels of the canvas. */
const REACH = 26;

interface NearEdge {
  readonly frame: NodePath;
  readonly edge: string;
  readonly route: readonly Point[];
}

const dropStore = createStore<{ readonly near: NearEdge | null }>(() => ({ near: null }));

export function onDragOver(event: DragEvent): void {
  if (!event.dataTransfer.types.includes(PALETTE_MIME)) return;
  event.preventDefault();
  event.dataTransfer.dropEffect = "copy";
  const near = nearestEdge(pointOf(event));
  const before = dropStore.getState().near;
  if (near?.edge !== before?.edge || near?.frame !== before?.frame) dropStore.setState({ near });
}

export function onDragLeave(event: DragEvent): void {
  const isInside = event.relatedTarget instanceof Node && event.currentTarget.contains(event.relatedTarget);
  if (!isInside) dropStore.setState({ near: null });
}

export function onDrop(event: DragEvent): void {
  dropStore.setState({ near: null });
  const item = readItem(event.dataTransfer.getData(PALETTE_MIME));
  if (!item) return;
  event.preventDefault();
  const point = pointOf(event);
  const near = nearestEdge(point);
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
  const near = useStore(dropStore, (state) => state.near);
  if (!near) return null;
  return (
    <ViewportPortal>
      <svg className="bw-overlay" aria-hidden>
        <path className="bw-drop-line" d={roundedPath(near.route)} />
      </svg>
    </ViewportPortal>
  );
}

function nearestEdge(point: Point): NearEdge | null {
  const layout = currentLayout();
  const frame = frameAt(layout, point);
  const origin = frameOrigin(layout, frame);
  let best: NearEdge | null = null;
  let distance = REACH;
  for (const [edge, route] of Object.entries(layout.frames.get(frame)?.routes ?? {})) {
    const drawn = route.map((each) => add(onCanvas(layout, each), origin));
    const away = distanceToRoute(drawn, point);
    if (away >= distance) continue;
    distance = away;
    best = { frame, edge, route: drawn };
  }
  return best;
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
