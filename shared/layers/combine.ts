import type { Fault } from "../base/fault";
import { err, ok, type Result } from "../base/result";
import type { OpKit } from "./kit";
import { cannotCombine } from "./merge-faults";
import type { NodeKit, NodeValue } from "./node-kit";
import { constantInput, dataInput, intsOf, type ReadNode, type ReadValue } from "./node-reader";
import { channelsOf, isMap, type MapShape, type Shape, sameShape } from "./shape";

/**
 * The shape of inputs that are combined number by number (`combined`: "multiplied"): sides of one pixel and single
 * channels are repeated, and a vector beside maps counts as a map of one pixel.
 */
export function inferCombined(inputs: readonly Shape[], combined: string): Result<Shape, Fault> {
  const [first] = inputs as readonly [Shape];
  if (!inputs.some(isMap)) {
    const odd = inputs.findIndex((shape) => !sameShape(shape, first));
    return odd < 0 ? ok(first) : err(cannotCombine(inputs, [0, odd], combined));
  }
  const maps = inputs.map(asPixel);
  for (const [index, map] of maps.entries()) {
    const odd = maps.findIndex((other) => !agree(map, other));
    if (odd >= 0) return err(cannotCombine(inputs, [index, odd], combined));
  }
  return ok(maps.reduce(larger));
}

function asPixel(shape: Shape): MapShape {
  return isMap(shape) ? shape : [1, 1, shape[0]];
}

function agree(a: MapShape, b: MapShape): boolean {
  return a.every((size, axis) => size === b[axis] || size === 1 || b[axis] === 1);
}

function larger(a: MapShape, b: MapShape): MapShape {
  return [Math.max(a[0], b[0]), Math.max(a[1], b[1]), Math.max(a[2], b[2])];
}

/** The inputs as they are combined: vectors beside maps as maps of one pixel. */
export function asMaps<T>(kit: OpKit<T>, inputs: readonly T[], shapes: readonly Shape[]): readonly T[] {
  return inputs.map((input, index) => (isLone(shapes, index) ? kit.pixel(input) : input));
}

export function mapNodes(
  kit: NodeKit,
  inputs: readonly NodeValue[],
  shapes: readonly Shape[],
): readonly NodeValue[] {
  return inputs.map((input, index) =>
    isLone(shapes, index)
      ? kit.node("Reshape", [input, kit.ints([0, channelsOf(shapes[index] as Shape), 1, 1])])
      : input,
  );
}

export function torchMaps(inputs: readonly string[], shapes: readonly Shape[]): readonly string[] {
  return inputs.map((input, index) => (isLone(shapes, index) ? `${input}[:, :, None, None]` : input));
}

function isLone(shapes: readonly Shape[], index: number): boolean {
  return shapes.some(isMap) && !isMap(shapes[index] as Shape);
}

/** Something that an operator combines, and what was done to it before: a layer here does both itself. */
interface Part {
  readonly value: ReadValue & { readonly shape: Shape };
  /** A vector that got the axes of a map. */
  readonly isGate: boolean;
  /** What it was repeated to. */
  readonly sizes: readonly MapShape[];
}

/** What an operator combines, all of it computed; null if something is not, or not of shapes that go together. */
export function combinedInputs(node: ReadNode): readonly ReadValue[] | null {
  if (node.inputs.length < 2) return null;
  const parts = allOf(node.inputs.map((_, index) => partOf(node, index)));
  if (parts && goTogether(parts)) return parts.map(({ value }) => value);
  const bare = allOf(node.inputs.map((_, index) => barePart(node, index)));
  return bare && goTogether(bare) ? bare.map(({ value }) => value) : null;
}

function allOf(parts: readonly (Part | null)[]): readonly Part[] | null {
  return parts.every((part) => part !== null) ? parts : null;
}

/** Past the operators that give a vector the axes of a map, and a pixel the size of one. */
function partOf(node: ReadNode, index: number): Part | null {
  const giver = node.giver(index);
  const size = giver?.operator === "Expand" ? expandedSize(giver) : null;
  const inner = giver && size && partOf(giver, 0);
  if (inner) return { ...inner, sizes: [...inner.sizes, size] };
  const vector = vectorBehind(giver);
  return vector ? { value: vector, isGate: true, sizes: [] } : barePart(node, index);
}

function barePart(node: ReadNode, index: number): Part | null {
  const value = dataInput(node, index);
  return value && { value, isGate: false, sizes: [] };
}

/** Whether a layer that combines the parts gives what the file does: vectors by their axes, sizes by the other parts. */
function goTogether(parts: readonly Part[]): boolean {
  const hasMap = parts.some(({ value, isGate }) => !isGate && isMap(value.shape));
  // A file that combines a map with a bare vector means its columns.
  if (!parts.every(({ value, isGate }) => isMap(value.shape) || isGate === hasMap)) return false;
  const shapes = parts.map(({ value }) => value.shape);
  const combined = inferCombined(shapes, "combined");
  return combined.ok && parts.every(({ sizes }) => sizes.every((size) => isWithin(size, combined.value)));
}

/** Of a map; null where it is not known, or repeats images. */
function expandedSize(expand: ReadNode): MapShape | null {
  const sizes = constantInput(expand, 1)?.numbers();
  if (sizes?.length !== 4) return null;
  const [batch, channels, height, width] = sizes as unknown as readonly [number, number, number, number];
  return batch === 0 || batch === 1 ? [height, width, channels] : null;
}

/** Whether an `Expand` repeats nothing to more than the shape has. */
export function expandsWithin(expand: ReadNode, shape: Shape): boolean {
  const size = expandedSize(expand);
  return size !== null && isWithin(size, shape);
}

function isWithin(size: MapShape, shape: Shape): boolean {
  return isMap(shape) && size.every((side, axis) => side === 1 || side === shape[axis]);
}

/** The vector that becomes a map of one pixel: in one step, or an axis at a time. */
function vectorBehind(node: ReadNode | null): Part["value"] | null {
  if (node?.operator === "Reshape") {
    const shape = node.outputShape;
    return shape?.length === 3 && shape[0] * shape[1] === 1 ? vectorInput(node) : null;
  }
  const axes = node?.operator === "Unsqueeze" ? intsOf(node, "axes", 1)?.join() : undefined;
  if (axes === "2,3" || axes === "-2,-1") return node && vectorInput(node);
  const first = axes === "3" || axes === "-1" ? node?.giver(0) : null;
  const before = first?.operator === "Unsqueeze" ? intsOf(first, "axes", 1)?.join() : undefined;
  return first && (before === "2" || before === "-1") ? vectorInput(first) : null;
}

function vectorInput(node: ReadNode): Part["value"] | null {
  const value = dataInput(node);
  return value && !isMap(value.shape) ? value : null;
}
