import type { KeyboardEvent } from "react";
import { blockAt } from "../../../shared/blocks/edit-inside";
import type { Point } from "../../../shared/graph/document";
import { canvas } from "../../state/canvas-controls";
import { currentDocument } from "../../state/project";
import { select, sessionStore } from "../../state/session";
import { nudge } from "../actions/arrange";
import { deleteSelection } from "../actions/edit";
import { enter, leave } from "../actions/fold";
import { selectedPaths, soleSelected } from "../actions/selection";
import { cancelDrag } from "./drag";
import {
  cancelConnecting,
  chooseCandidate,
  finishConnecting,
  isConnecting,
  startConnecting,
} from "./keyboard-connect";

const STEP = 8;
const FAR_STEP = 40;
const DIRECTIONS: Readonly<Record<string, Point>> = {
  ArrowLeft: { x: -1, y: 0 },
  ArrowRight: { x: 1, y: 0 },
  ArrowUp: { x: 0, y: -1 },
  ArrowDown: { x: 0, y: 1 },
};

/** Keys that mean something on the canvas alone; all others are commands. */
export function onKeyDown(event: KeyboardEvent<HTMLElement>): void {
  const target = event.target as HTMLElement;
  if (/^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName) || event.ctrlKey || event.metaKey || event.altKey)
    return;
  const isHandled = isConnecting() ? connectKey(event) : plainKey(event, target);
  if (!isHandled) return;
  event.preventDefault();
  event.stopPropagation();
}

function connectKey({ key, shiftKey }: KeyboardEvent): boolean {
  const isBack = key === "ArrowLeft" || key === "ArrowUp" || (key === "Tab" && shiftKey);
  const isOn = key === "ArrowRight" || key === "ArrowDown" || key === "Tab";
  if (isBack || isOn) chooseCandidate(isBack ? -1 : 1);
  else if (key === "Enter") finishConnecting();
  else if (key === "Escape") cancelConnecting();
  else return false;
  return true;
}

function plainKey({ key, shiftKey }: KeyboardEvent, target: HTMLElement): boolean {
  const direction = DIRECTIONS[key];
  const sole = soleSelected();
  if (direction) {
    if (selectedPaths().length === 0) return false;
    const step = shiftKey ? FAR_STEP : STEP;
    nudge({ x: direction.x * step, y: direction.y * step });
  } else if (key === "Escape") return stepOut();
  else if (key === "Backspace") deleteSelection();
  else if (key === "Enter" && target.tagName !== "BUTTON" && sole && blockAt(currentDocument(), sole)) {
    enterAndShow(sole);
  } else if (key.toLowerCase() === "c" && sole) startConnecting(sole);
  else return false;
  return true;
}

/** The nearest thing that can be left: a drag, a selection, a block. */
function stepOut(): boolean {
  if (cancelDrag()) return true;
  const { selection, selectedEdges, frame } = sessionStore.getState();
  if (selection.size + selectedEdges.size > 0) {
    select([]);
    return true;
  }
  if (frame === "") return false;
  leaveAndShow();
  return true;
}

export function enterAndShow(path: string): void {
  enter(path);
  canvas()?.whenSettled(() => canvas()?.zoomToPath(path));
}

export function leaveAndShow(): void {
  if (leave() === null) return;
  const { frame } = sessionStore.getState();
  if (frame === "") canvas()?.fit();
  else canvas()?.zoomToPath(frame);
}
