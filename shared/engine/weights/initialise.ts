import { assertNever } from "../../base/assert";
import { createRandom, mixSeed, type Random } from "../../base/random";
import type { PlanWeight } from "../plan";

/** A fresh weight in the order of files. Depends on the seed and the weight's own name, not on its neighbours. */
export function drawWeight(weight: PlanWeight, seed: number): Float32Array {
  const data = new Float32Array(weight.shape.reduce((product, size) => product * size, 1));
  switch (weight.initialiser) {
    case "zeros":
      return data;
    case "ones":
      return data.fill(1);
    case "he-normal":
      return fillNormal(data, deviation(weight.shape), createRandom(mixSeed(seed, hashOf(weight.fullName))));
    case "bilinear":
      return fillBilinear(data, weight.shape);
    default:
      return assertNever(weight.initialiser);
  }
}

/** He et al. 2015: √(2 / fan-in), fan-in being what one output sums over. */
function deviation([, ...sums]: readonly number[]): number {
  return Math.sqrt(
    2 /
      Math.max(
        1,
        sums.reduce((product, size) => product * size, 1),
      ),
  );
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

function fillNormal(data: Float32Array, scale: number, random: Random): Float32Array {
  for (let i = 0; i < data.length; i += 2) {
    // Box-Muller gives two at a time; large nets have a hundred million weights.
    const radius = scale * Math.sqrt(-2 * Math.log(1 - random.next()));
    const angle = 2 * Math.PI * random.next();
    data[i] = radius * Math.cos(angle);
    if (i + 1 < data.length) data[i + 1] = radius * Math.sin(angle);
  }
  return data;
}

/** FNV-1a. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash >>> 0;
}
