import { type ReactFlowInstance, useReactFlow, useStoreApi } from "@xyflow/react";
import { useEffect, useRef } from "react";
import { extent } from "./layout/places";
import type { CanvasEdge, CanvasNode } from "./projection";
import { currentLayout, useScene } from "./scene";

/** No smaller at first than can be read from the back of a lecture room. */
const LEGIBLE = 0.72;
const MARGIN = 28;

/** A network that was just opened is shown whole, or from its start if it is long; after that the view is the person's. */
export function useFirstFit(): void {
  const flow = useReactFlow<CanvasNode, CanvasEdge>();
  const store = useStoreApi();
  const generation = useScene((scene) => scene.generation);
  const fitted = useRef(-1);
  useEffect(() => {
    if (generation < 0 || fitted.current === generation) return;
    fitted.current = generation;
    const frame = requestAnimationFrame(() => showStart(flow, store.getState()));
    return () => cancelAnimationFrame(frame);
  }, [flow, store, generation]);
}

function showStart(
  flow: ReactFlowInstance<CanvasNode, CanvasEdge>,
  view: { width: number; height: number },
): void {
  const layout = currentLayout();
  const rect = extent(layout);
  if (!rect || view.width === 0) return;
  const fitting = Math.min((view.width - 2 * MARGIN) / rect.width, (view.height - 2 * MARGIN) / rect.height);
  const zoom = Math.min(1, Math.max(fitting, LEGIBLE));
  const centred = {
    x: view.width / 2 - (rect.x + rect.width / 2) * zoom,
    y: view.height / 2 - (rect.y + rect.height / 2) * zoom,
  };
  const start = { x: MARGIN - rect.x * zoom, y: MARGIN - rect.y * zoom };
  const isLong = zoom > fitting;
  void flow.setViewport({
    x: isLong && layout.flow === "right" ? start.x : centred.x,
    y: isLong && layout.flow === "down" ? start.y : centred.y,
    zoom,
  });
}
