import { useReactFlow, useStore, useStoreApi, type Viewport } from "@xyflow/react";
import { useEffect, useRef } from "react";
import type { Size } from "../../shared/layout/types";
import type { CanvasEdge, CanvasNode } from "./projection";
import { useScene } from "./scene";
import { startView } from "./view";

/**
 * A network that was just opened is shown whole, or from its start if it is long; after that the view is the person's.
 * When a panel or the window changes size, what was in the middle stays there.
 */
export function useFirstFit(): void {
  const flow = useReactFlow<CanvasNode, CanvasEdge>();
  const store = useStoreApi();
  const generation = useScene((scene) => scene.generation);
  const width = useStore((state) => state.width);
  const height = useStore((state) => state.height);
  const fitted = useRef(-1);
  const start = useRef<Viewport | null>(null);
  const size = useRef<Size>({ width: 0, height: 0 });
  // A canvas that comes back has its scene before its size.
  const isMeasured = width > 0 && height > 0;
  useEffect(() => {
    if (!isMeasured || generation < 0 || fitted.current === generation) return;
    fitted.current = generation;
    const frame = requestAnimationFrame(() => {
      start.current = startView(store.getState());
      if (start.current) void flow.setViewport(start.current);
    });
    return () => cancelAnimationFrame(frame);
  }, [flow, store, generation, isMeasured]);
  useEffect(() => {
    const before = size.current;
    size.current = { width, height };
    if (before.width === 0 || width === 0 || (before.width === width && before.height === height)) return;
    const view = flow.getViewport();
    const isUntouched = start.current !== null && sameView(start.current, view);
    const again = isUntouched ? startView({ width, height }) : null;
    if (again) start.current = again;
    const by = { x: (width - before.width) / 2, y: (height - before.height) / 2 };
    void flow.setViewport(again ?? { ...view, x: view.x + by.x, y: view.y + by.y });
  }, [flow, width, height]);
}

function sameView(a: Viewport, b: Viewport): boolean {
  return Math.abs(a.x - b.x) < 1 && Math.abs(a.y - b.y) < 1 && Math.abs(a.zoom - b.zoom) < 0.001;
}
