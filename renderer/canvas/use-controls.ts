import { type ReactFlowInstance, useReactFlow } from "@xyflow/react";
import { type RefObject, useEffect } from "react";
import { hullOf } from "../../shared/layout/geometry";
import { extent, rectOf } from "../../shared/layout/places";
import type { Rect } from "../../shared/layout/types";
import { attachCanvas } from "../state/canvas-controls";
import type { CanvasEdge, CanvasNode } from "./projection";
import { currentLayout, sceneSettled } from "./scene";
import { LEGIBLE, panTo, showLegibly } from "./view";

const FIT = { padding: 0.08, duration: 220 } as const;
/** A network of one node is not blown up to fill the window. */
const FIT_ZOOM = 1.1;

/** Offers the canvas to menus, panels and commands while it is mounted. */
export function useControls(container: RefObject<HTMLElement | null>): void {
  const flow = useReactFlow<CanvasNode, CanvasEdge>();
  useEffect(
    () =>
      attachCanvas({
        fit: () => showRect(flow, extent(currentLayout())),
        zoomToPath: (path) => showRect(flow, rectOf(currentLayout(), path)),
        zoomToPaths: (paths) =>
          showRect(flow, hullOf(paths.flatMap((path) => rectOf(currentLayout(), path) ?? []))),
        zoomBy: (factor) => void flow.zoomTo(flow.getZoom() * factor, { duration: 120 }),
        zoomTo: (zoom) => void flow.zoomTo(zoom, { duration: 120 }),
        centre: (path) => centre(flow, rectOf(currentLayout(), path), container.current),
        reveal: (path) => {
          const rect = rectOf(currentLayout(), path);
          if (!rect) return;
          if (flow.getZoom() < LEGIBLE) showLegibly(flow, rect);
          else centre(flow, rect, container.current);
        },
        bringInView: (path) => {
          const rect = rectOf(currentLayout(), path);
          const view = container.current?.getBoundingClientRect();
          if (rect && view) panTo(flow, rect, view);
        },
        toCanvas: (point) => flow.screenToFlowPosition(point),
        middle: () => flow.screenToFlowPosition(middleOf(container.current)),
        moveOrigin: ({ x, y }) => {
          const view = flow.getViewport();
          void flow.setViewport({ ...view, x: view.x + x * view.zoom, y: view.y + y * view.zoom });
        },
        whenSettled: (run) => void sceneSettled().then(() => requestAnimationFrame(run)),
        focus: () => container.current?.focus(),
      }),
    [flow, container],
  );
}

type Instance = ReactFlowInstance<CanvasNode, CanvasEdge>;

function showRect(flow: Instance, rect: Rect | null): void {
  if (!rect) return;
  const width = Math.max(rect.width, 320);
  const room = { ...rect, x: rect.x - (width - rect.width) / 2, width };
  const { zoom } = flow.getViewport();
  void flow.fitBounds(room, FIT).then(() => {
    if (flow.getZoom() > Math.max(FIT_ZOOM, zoom)) void flow.zoomTo(FIT_ZOOM, { duration: 0 });
  });
}

function centre(flow: Instance, rect: Rect | null, element: HTMLElement | null): void {
  if (!rect || !element) return;
  const bounds = element.getBoundingClientRect();
  const topLeft = flow.screenToFlowPosition({ x: bounds.left, y: bounds.top });
  const bottomRight = flow.screenToFlowPosition({ x: bounds.right, y: bounds.bottom });
  const isSeen =
    rect.x >= topLeft.x &&
    rect.y >= topLeft.y &&
    rect.x + rect.width <= bottomRight.x &&
    rect.y + Math.min(rect.height, 72) <= bottomRight.y;
  if (isSeen) return;
  const middle = { x: rect.x + rect.width / 2, y: rect.y + Math.min(rect.height / 2, 200) };
  void flow.setCenter(middle.x, middle.y, { zoom: flow.getZoom(), duration: 220 });
}

function middleOf(element: HTMLElement | null) {
  const bounds = element?.getBoundingClientRect();
  return bounds ? { x: bounds.left + bounds.width / 2, y: bounds.top + bounds.height / 2 } : { x: 0, y: 0 };
}
