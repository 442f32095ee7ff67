/**
 * The shape of one image's activations, without the batch: [height, width, channels] or [features].
 * Papers write it 56×56×64.
 */
export type MapShape = readonly [height: number, width: number, channels: number];
export type VectorShape = readonly [features: number];
export type Shape = MapShape | VectorShape;

/** What is neither: of other axes, or of whole numbers. Only operators that are not known here give and read it. */
export interface TensorShape {
  /** The axes as the file has them, N for the batch: "N×197×768". */
  readonly text: string;
  /** Of one image, as far as the axes are numbers. */
  readonly elements: number;
}
export type AnyShape = Shape | TensorShape;

export function isShape(shape: AnyShape): shape is Shape {
  return !("text" in shape);
}

/** A map's or a vector's shape; null for what is neither, and for nothing. */
export function heldShape(shape: AnyShape | null | undefined): Shape | null {
  return shape && isShape(shape) ? shape : null;
}

export function isMap(shape: AnyShape): shape is MapShape {
  return isShape(shape) && shape.length === 3;
}

export function elementsOf(shape: AnyShape): number {
  if (!isShape(shape)) return shape.elements;
  return shape.reduce<number>((product, size) => product * size, 1);
}

/** Channels of a map, features of a vector. */
export function channelsOf(shape: Shape): number {
  return shape[shape.length - 1] as number;
}

export function shapeText(shape: AnyShape): string {
  return isShape(shape) ? shape.join("×") : shape.text;
}

export function sameShape(a: Shape, b: Shape): boolean {
  return a.length === b.length && a.every((size, axis) => size === b[axis]);
}
