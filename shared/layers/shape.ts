/**
 * The shape of one image's activations, without the batch: [height, width, channels] or [features].
 * Papers write it 56×56×64.
 */
export type MapShape = readonly [height: number, width: number, channels: number];
export type VectorShape = readonly [features: number];
export type Shape = MapShape | VectorShape;

export function isMap(shape: Shape): shape is MapShape {
  return shape.length === 3;
}

export function elementsOf(shape: Shape): number {
  return shape.reduce<number>((product, size) => product * size, 1);
}

/** Channels of a map, features of a vector. */
export function channelsOf(shape: Shape): number {
  return shape[shape.length - 1] as number;
}

export function shapeText(shape: Shape): string {
  return shape.join("×");
}

export function sameShape(a: Shape, b: Shape): boolean {
  return a.length === b.length && a.every((size, axis) => size === b[axis]);
}
