import { createStore, useStore } from "zustand";
import type { NodePath, Point } from "../../shared/graph/document";

/** What the canvas can do for the rest of the window. */
export interface CanvasControls {
  fit(): void;
  /** Shows one node or block as large as is legible. */
  zoomToPath(path: NodePath): void;
  zoomToPaths(paths: readonly NodePath[]): void;
  /** Multiplies the zoom, about the middle. */
  zoomBy(factor: number): void;
  zoomTo(zoom: number): void;
  /** Brings a node into view if it is not, without changing the zoom. */
  centre(path: NodePath): void;
  /** Brings a node into view, near enough to be read. */
  reveal(path: NodePath): void;
  /** Moves the picture as little as shows a block whole, or from its start. */
  bringInView(path: NodePath): void;
  /** From a point of the screen to one of the canvas. */
  toCanvas(point: Point): Point;
  /** The middle of what is seen, on the canvas. */
  middle(): Point;
  /** Moves the picture so that the canvas's 0, 0 comes where this point of it is now. */
  moveOrigin(point: Point): void;
  /** Runs once what shows is the project as it is: after a layout under way. */
  whenSettled(run: () => void): void;
  focus(): void;
}

let attached: CanvasControls | null = null;

const zoomStore = createStore<{ readonly zoom: number }>(() => ({ zoom: 1 }));

export function reportZoom(zoom: number): void {
  zoomStore.setState({ zoom });
}

/** How near the canvas is; 1 is life size. */
export function useZoom(): number {
  return useStore(zoomStore, (state) => state.zoom);
}

/** The canvas offers itself while it is mounted. Returns how to withdraw. */
export function attachCanvas(controls: CanvasControls): () => void {
  attached = controls;
  return () => {
    if (attached === controls) attached = null;
  };
}

export function canvas(): CanvasControls | null {
  return attached;
}

export function fitCanvas(): void {
  attached?.fit();
}
