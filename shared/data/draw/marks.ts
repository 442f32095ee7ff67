import { IGNORED } from "../../contracts/run";
import { localCoordinates, type Placement, span } from "./canvas";
import type { Field } from "./math";

/** How much of each pixel belongs to the picture's object, 0 to 1; what is painted over it takes its share away. */
export interface Marks {
  readonly size: number;
  readonly shares: Float64Array;
}

/** Of a pixel, from which on it is the object's; so much less than all is the background's. */
const MOSTLY = 0.75;

export function createMarks(size: number): Marks {
  return { size, shares: new Float64Array(size * size) };
}

/** Gives the inside of a shape, grown by `grow`, to the object, or takes it away; edges as `paintShape` softens them. */
export function markShape(
  { size, shares }: Marks,
  shape: Field,
  belongs: boolean,
  placement: Placement,
  { grow = 0, reach = 1.2 }: { readonly grow?: number; readonly reach?: number } = {},
): void {
  const { xx, xy, yx, yy } = localCoordinates(placement);
  const perPixel = (placement.scale * size) / 2;
  const [left, right] = span(placement.x, reach * placement.scale, size);
  const [top, bottom] = span(placement.y, reach * placement.scale, size);
  for (let row = top; row < bottom; row++) {
    const py = (2 * row + 1) / size - 1 - placement.y;
    for (let column = left; column < right; column++) {
      const px = (2 * column + 1) / size - 1 - placement.x;
      const distance = shape(xx * px + xy * py, yx * px + yy * py) - grow;
      const cover = Math.min(1, 0.5 - distance * perPixel);
      if (cover <= 0) continue;
      const at = row * size + column;
      const before = shares[at] as number;
      shares[at] = belongs ? before + (1 - before) * cover : before * (1 - cover);
    }
  }
}

/** The class of each pixel: the object's, the background's 0, or nobody's where they meet. */
export function toMask({ shares }: Marks, label: number): Uint8Array {
  return Uint8Array.from(shares, (share) => (share >= MOSTLY ? label : share <= 1 - MOSTLY ? 0 : IGNORED));
}
