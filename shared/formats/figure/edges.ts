import type { Point } from "../../graph/document";
import type { Item } from "./primitives";

const WIDTH = 1.5;
const ARROW_LENGTH = 8;
const ARROW_HALF = 3.6;

interface EdgeLook {
  readonly colour: string;
  readonly radius: number;
  readonly hasArrow: boolean;
  /** The shape that flows is known. */
  readonly isKnown: boolean;
}

/** A connection along its bend points. */
export function edgeItems(points: readonly Point[], { colour, radius, hasArrow, isKnown }: EdgeLook): Item[] {
  const tip = points.at(-1);
  const before = points.at(-2);
  if (!tip || !before) return [];
  const length = Math.hypot(tip.x - before.x, tip.y - before.y);
  const isPointed = hasArrow && length > 0;
  const along = isPointed
    ? { x: (tip.x - before.x) / length, y: (tip.y - before.y) / length }
    : { x: 0, y: 0 };
  const back = (by: number, aside: number): Point => ({
    x: tip.x - along.x * by - along.y * aside,
    y: tip.y - along.y * by + along.x * aside,
  });
  // The line ends inside the arrow's head, whose tip it would blunt.
  const end = isPointed ? back(Math.min(ARROW_LENGTH - 1, length / 2), 0) : tip;
  const line: Item = {
    kind: "line",
    points: [...points.slice(0, -1), end],
    radius,
    stroke: colour,
    strokeWidth: WIDTH,
    ...(isKnown ? {} : { dash: [4, 4] }),
  };
  if (!isPointed) return [line];
  const head = [tip, back(ARROW_LENGTH, ARROW_HALF), back(ARROW_LENGTH, -ARROW_HALF)];
  return [line, { kind: "shape", points: head, fill: colour }];
}
