import { createStore } from "zustand";
import type { NodePath, Point } from "../../../shared/graph/document";
import { add, distanceToRoute } from "../../../shared/layout/geometry";
import { frameOrigin, onCanvas } from "../../../shared/layout/places";
import { currentLayout } from "../scene";

/** How near to an edge a drop goes into it, in pixels of the canvas. */
const REACH = 26;

export interface NearEdge {
  readonly frame: NodePath;
  readonly edge: string;
  readonly route: readonly Point[];
}

/** The connection that what is dragged would go into. */
export const nearEdgeStore = createStore<{ readonly near: NearEdge | null }>(() => ({ near: null }));

export function showNearEdge(near: NearEdge | null): void {
  const before = nearEdgeStore.getState().near;
  if (near?.edge !== before?.edge || near?.frame !== before?.frame) nearEdgeStore.setState({ near });
}

/** The connection inside a block (or, for "", in the network) that passes a point of the canvas. */
export function nearestEdge(frame: NodePath, point: Point, layout = currentLayout()): NearEdge | null {
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
