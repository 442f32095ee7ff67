import type { MouseEvent } from "react";
import { toggleFold } from "../actions/fold";
import type { CanvasNode } from "../projection";
import { enterAndShow } from "./keyboard";

/** A double click unfolds a folded block and goes into an unfolded one. */
export function onNodeDoubleClick(_event: MouseEvent, { id, type }: CanvasNode): void {
  if (type === "frame") enterAndShow(id);
  else if (type === "block") toggleFold(id);
}
