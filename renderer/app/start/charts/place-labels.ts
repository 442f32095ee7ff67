export interface Labelled {
  readonly id: string;
  readonly label: string;
  readonly x: number;
  readonly y: number;
}

export interface PlacedLabel {
  readonly id: string;
  readonly label: string;
  readonly x: number;
  /** Of the baseline. */
  readonly y: number;
  readonly anchor: "start" | "middle" | "end";
}

interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** Of 11-pixel Inter, more than its mean: names have capitals. */
const LETTER = 6.7;
const HEIGHT = 12;
const RADIUS = 6;

/**
 * Labels beside their dots where there is room: none covers another label or a dot, or leaves the frame. Earlier ones
 * choose first; who finds no room goes without, and is read on hovering.
 */
export function placeLabels(dots: readonly Labelled[], frame: Box): readonly PlacedLabel[] {
  const taken: Box[] = dots.map(({ x, y }) => ({
    left: x - RADIUS,
    right: x + RADIUS,
    top: y - RADIUS,
    bottom: y + RADIUS,
  }));
  const placed: PlacedLabel[] = [];
  for (const [index, dot] of dots.entries()) {
    for (const candidate of candidates(dot)) {
      const box = boxOf(candidate);
      const isFree = taken.every((other, at) => at === index || !overlap(box, other));
      if (!isFree || !within(box, frame)) continue;
      taken.push(box);
      placed.push(candidate);
      break;
    }
  }
  return placed;
}

function candidates({ id, label, x, y }: Labelled): readonly PlacedLabel[] {
  const at = (dx: number, dy: number, anchor: PlacedLabel["anchor"]): PlacedLabel => ({
    id,
    label,
    x: x + dx,
    y: y + dy,
    anchor,
  });
  return [
    at(9, 4, "start"),
    at(-9, 4, "end"),
    at(0, -9, "middle"),
    at(0, 17, "middle"),
    at(7, -6, "start"),
    at(7, 14, "start"),
    at(-7, -6, "end"),
    at(-7, 14, "end"),
  ];
}

function boxOf({ label, x, y, anchor }: PlacedLabel): Box {
  const width = label.length * LETTER;
  const left = anchor === "start" ? x : anchor === "end" ? x - width : x - width / 2;
  return { left, right: left + width, top: y - HEIGHT + 2, bottom: y + 3 };
}

function overlap(a: Box, b: Box): boolean {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}

function within(box: Box, frame: Box): boolean {
  return (
    box.left >= frame.left && box.right <= frame.right && box.top >= frame.top && box.bottom <= frame.bottom
  );
}
