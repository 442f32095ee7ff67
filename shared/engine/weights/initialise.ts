import { assertNever, UserError } from "../../base/assert";
import { createRandom, mixSeed } from "../../base/random";
import type { InitialiserKind } from "../../contracts/run";
import type { Plan, PlanWeight } from "../plan";
import { INITIALISERS } from "./initialisers";

/**
 * A fresh weight in the order of files. Depends on the seed and the weight's own name, not on its neighbours. What its
 * layer declares it to be drawn by gives way to `initialiser`; constants and bilinear kernels stay.
 */
export function drawWeight(
  weight: PlanWeight,
  seed: number,
  initialiser: InitialiserKind = "he-normal",
): Float32Array {
  const data = new Float32Array(weight.shape.reduce((product, size) => product * size, 1));
  switch (weight.initialiser) {
    case "zeros":
      return data;
    case "ones":
      return data.fill(1);
    case "quarter":
      return data.fill(0.25);
    case "he-normal":
      return INITIALISERS[initialiser](
        data,
        weight.shape,
        createRandom(mixSeed(seed, hashOf(weight.fullName))),
      );
    case "given":
      throw new UserError(
        `"${weight.fullName}" holds numbers of the file that the network came from, which cannot be drawn. Open that file again, or choose weights that have them.`,
      );
    case "bilinear":
      return fillBilinear(data, weight.shape);
    default:
      return assertNever(weight.initialiser);
  }
}

/**
 * Kernels of bilinear enlargement, [in, out, height, width]: each input channel goes to the output of its own number
 * (of its group) and to no other.
 */
function fillBilinear(data: Float32Array, shape: readonly number[]): Float32Array {
  const [ins, outs, height, width] = shape as readonly [number, number, number, number];
  const [rows, columns] = [tent(height), tent(width)];
  for (let channel = 0; channel < ins; channel++) {
    const start = (channel * outs + (channel % outs)) * height * width;
    for (const [row, vertical] of rows.entries()) {
      for (const [column, horizontal] of columns.entries()) {
        data[start + row * width + column] = vertical * horizontal;
      }
    }
  }
  return data;
}

/** 1 - |i - centre| / f with f = ⌊(size + 1) / 2⌋. */
function tent(size: number): readonly number[] {
  const half = Math.floor((size + 1) / 2);
  const centre = size % 2 === 1 ? half - 1 : half - 0.5;
  return Array.from({ length: size }, (_, i) => 1 - Math.abs(i - centre) / half);
}

/**
 * Biases that AlexNet begins at one, so that its rectifiers get positive inputs: of the second, fourth and fifth
 * convolution and of the hidden dense layers (Krizhevsky et al. 2012, section 5).
 */
export function biasesOfOne({ steps }: Plan): ReadonlySet<string> {
  const withKernel = (axes: number) =>
    steps.filter(({ weights }) => weights.some((each) => each.trainable && each.shape.length === axes));
  const convolutions = withKernel(4).filter((_, index) => [1, 3, 4].includes(index));
  const hidden = withKernel(2).slice(0, -1);
  return new Set(
    [...convolutions, ...hidden].flatMap(({ weights }) =>
      weights.filter((each) => each.initialiser === "zeros" && each.trainable).map((each) => each.fullName),
    ),
  );
}

/** FNV-1a. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash >>> 0;
}
