import type { Fault } from "../base/fault";
import { err, ok, type Result } from "../base/result";
import type { OpKit } from "./kit";
import { cannotCombine } from "./merge-faults";
import type { NodeKit, NodeValue } from "./node-kit";
import { dataInput, intsOf, type ReadNode, type ReadValue } from "./node-reader";
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

/** What an operator combines, all of it computed; null if something is not, or not of shapes that go together. */
export function combinedInputs(node: ReadNode): readonly ReadValue[] | null {
  const inputs = node.inputs.map((_, index) => combinedInput(node, index));
  return inputs.length > 1 && inputs.every((input) => input !== null) ? inputs : null;
}

/** Past the operators that give a vector the axes of a map, and a pixel the size of one: a layer here does both itself. */
function combinedInput(node: ReadNode, index: number): ReadValue | null {
  const giver = node.giver(index);
  if (giver?.operator === "Expand") return combinedInput(giver, 0);
  return vectorBehind(giver) ?? dataInput(node, index);
}

/** The vector that becomes a map of one pixel: in one step, or an axis at a time. */
function vectorBehind(node: ReadNode | null): ReadValue | null {
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

function vectorInput(node: ReadNode): ReadValue | null {
  const value = dataInput(node);
  return value && !isMap(value.shape) ? value : null;
}
