import { type Hue, mix } from "../../layers/palette";
import { isMap, type Shape } from "../../layers/shape";
import type { Item } from "./primitives";
import { type FigureTheme, signOf, tinted } from "./theme";

/** What a box says by its size. */
export const VOLUMES_NOTE =
  "Each box is what a layer puts out. Height and depth grow with the square root of the map's height and width, " +
  "thickness with the logarithm of its channels; a bar is a vector, as high as the logarithm of its length.";

/** Of the largest map in the figure. */
const LARGEST = 150;
const SMALLEST = 7;
/** Of a depth, in a drawing that looks at it from the side. */
const FORESHORTENED = 0.42;

/** Height along the front, thickness across it, depth to the back right and upwards. */
export interface VolumeSize {
  readonly height: number;
  readonly thickness: number;
  readonly depth: number;
}

/** `largest` is the longest side of any map in the figure. */
export function volumeSize(shape: Shape | null, largest: number): VolumeSize {
  if (!shape) return { height: 40, thickness: 14, depth: 12 };
  if (!isMap(shape)) return { height: 12 + 11 * Math.log2(1 + shape[0]), thickness: 9, depth: 5 };
  const [height, width, channels] = shape;
  const side = (size: number): number => SMALLEST + (LARGEST - SMALLEST) * Math.sqrt(size / largest);
  return {
    height: side(height),
    thickness: 3 + 4.5 * Math.log2(1 + channels),
    depth: side(width) * FORESHORTENED,
  };
}

/** How far a depth reaches to the right, and as far upwards. */
export function reach({ depth }: VolumeSize): number {
  return depth * Math.SQRT1_2;
}

/** A box whose front has its left middle at `x`, `y`. */
export function volumeItems(
  { height, thickness, depth }: VolumeSize,
  x: number,
  y: number,
  hue: Hue,
  isKnown: boolean,
  theme: FigureTheme,
): Item[] {
  const by = depth * Math.SQRT1_2;
  const top = y - height / 2;
  const bottom = y + height / 2;
  const right = x + thickness;
  const line = {
    stroke: mix(signOf(theme, hue), theme.ground, 0.85),
    strokeWidth: 0.9,
    ...(isKnown ? {} : { dash: [3, 3] }),
  };
  return [
    {
      kind: "shape",
      points: [
        { x, y: top },
        { x: x + by, y: top - by },
        { x: right + by, y: top - by },
        { x: right, y: top },
      ],
      fill: tinted(theme, hue, theme.faces.top),
      ...line,
    },
    {
      kind: "shape",
      points: [
        { x: right, y: top },
        { x: right + by, y: top - by },
        { x: right + by, y: bottom - by },
        { x: right, y: bottom },
      ],
      fill: tinted(theme, hue, theme.faces.side),
      ...line,
    },
    {
      kind: "shape",
      points: [
        { x, y: top },
        { x: right, y: top },
        { x: right, y: bottom },
        { x, y: bottom },
      ],
      fill: tinted(theme, hue, theme.faces.front),
      ...line,
    },
  ];
}
