import { type NodeHandle, Position } from "@xyflow/react";
import { BLOCK_INPUT, BLOCK_OUTPUT } from "../../shared/graph/document";
import { HEADER_HEIGHT } from "../../shared/layout/sizes";
import type { Flow, FrameLayout, LayoutNode } from "../../shared/layout/types";

/** Of the dot that edges are drawn from, in pixels. */
export const HANDLE_SIZE = 10;

const known = new WeakMap<LayoutNode, Map<Flow, readonly NodeHandle[]>>();

/** Where edges can be taken hold of. Computed, so that edges show before anything is measured. */
export function handlesOf(
  node: LayoutNode,
  inner: FrameLayout | undefined,
  flow: Flow,
): readonly NodeHandle[] {
  const byFlow = known.get(node) ?? new Map<Flow, readonly NodeHandle[]>();
  known.set(node, byFlow);
  const kept = byFlow.get(flow);
  if (kept) return kept;
  const made = makeHandles(node, inner, flow);
  byFlow.set(flow, made);
  return made;
}

function makeHandles({ box, inputs, outputs }: LayoutNode, inner: FrameLayout | undefined, flow: Flow) {
  const [enter, leave] = flow === "down" ? [Position.Top, Position.Bottom] : [Position.Left, Position.Right];
  const place = (
    id: string,
    type: "source" | "target",
    position: Position,
    x: number,
    y: number,
  ): NodeHandle => {
    const [across, along] = [x - box.x, y];
    const [left, top] = flow === "down" ? [across, along] : [along, across];
    const half = HANDLE_SIZE / 2;
    return { id, type, position, x: left - half, y: top - half, width: HANDLE_SIZE, height: HANDLE_SIZE };
  };
  const entry = flow === "down" ? HEADER_HEIGHT : 0;
  return [
    ...inputs.map((x, port) => place(`in:${port}`, "target", enter, x, 0)),
    ...outputs.map((x, port) => place(`out:${port}`, "source", leave, x, box.height)),
    ...(inner ? inputs.map((x, port) => place(`${BLOCK_INPUT}:${port}`, "source", leave, x, entry)) : []),
    ...(inner
      ? outputs.map((x, port) => place(`${BLOCK_OUTPUT}:${port}`, "target", enter, x, box.height))
      : []),
  ];
}
