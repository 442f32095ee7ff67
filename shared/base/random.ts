/** A seeded stream of numbers. The same seed gives the same stream in Node and in every browser. */
export interface Random {
  /** Uniform in [0, 1). */
  next(): number;
  /** Uniform integer in [0, bound). */
  int(bound: number): number;
  /** Uniform in [low, high). */
  range(low: number, high: number): number;
  /** Standard normal (Box-Muller). */
  normal(): number;
  /** 32 random bits, fit to seed another stream. */
  bits(): number;
}

/** Mixes any number of integers into one 32-bit seed, so that streams of neighbouring indices are unrelated. */
export function mixSeed(...parts: readonly number[]): number {
  let hash = 0x9e3779b9;
  for (const part of parts) {
    hash = Math.imul(hash ^ (part | 0), 0x85ebca6b);
    hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
    hash ^= hash >>> 16;
  }
  return hash >>> 0;
}

/** sfc32 (Doty-Humphrey): 128 bits of state, integer arithmetic only. */
export function createRandom(seed: number): Random {
  let a = mixSeed(seed, 1) | 0;
  let b = mixSeed(seed, 2) | 0;
  let c = mixSeed(seed, 3) | 0;
  let counter = 1;
  function bits(): number {
    const sum = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + sum;
    c |= 0;
    return sum >>> 0;
  }
  for (let round = 0; round < 12; round++) bits();
  const next = (): number => bits() / 4294967296;
  return {
    bits,
    next,
    int: (bound) => Math.floor(next() * bound),
    range: (low, high) => low + (high - low) * next(),
    normal: () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next()),
  };
}

/** Fisher-Yates over 0..count-1. */
export function shuffledIndices(count: number, random: Random): Uint32Array {
  const order = Uint32Array.from({ length: count }, (_, index) => index);
  for (let last = count - 1; last > 0; last--) {
    const other = random.int(last + 1);
    const held = order[last] as number;
    order[last] = order[other] as number;
    order[other] = held;
  }
  return order;
}
