import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { expect, it } from "vitest";
import { angleTurns, cosTurns, sinTurns } from "../../../../shared/data/draw/math";

const root = join(import.meta.dirname, "../../../../shared/data");
const sources = readdirSync(root, { recursive: true, encoding: "utf8" }).filter((file) =>
  file.endsWith(".ts"),
);

it("draws with exact arithmetic alone, so that every engine draws the same bytes", () => {
  const exact = new Set(["abs", "floor", "ceil", "round", "imul", "max", "min", "sqrt"]);
  const inexact = sources.flatMap((file) => {
    const text = readFileSync(join(root, file), "utf8");
    const calls = [...text.matchAll(/\bMath\.(\w+)/g)].map((match) => match[1] as string);
    const others = calls.filter((name) => !exact.has(name));
    // `normal` of a random stream takes a logarithm and a cosine.
    return /\.normal\(|Math\[/.test(text) ? [file, ...others] : others.map((name) => `${file}: ${name}`);
  });
  expect({ files: sources.length > 20, inexact }).toEqual({ files: true, inexact: [] });
});

it("knows sine and cosine of any number of turns", () => {
  fc.assert(
    fc.property(fc.double({ min: -50, max: 50, noNaN: true }), (turns) => {
      expect(sinTurns(turns)).toBeCloseTo(Math.sin(2 * Math.PI * turns), 6);
      expect(cosTurns(turns)).toBeCloseTo(Math.cos(2 * Math.PI * turns), 6);
    }),
  );
});

it("knows the direction of a point, and calls that of the origin 0", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 4095 }),
      fc.double({ min: 0.01, max: 9, noNaN: true }),
      (part, far) => {
        const turns = part / 4096;
        const angle = angleTurns(far * cosTurns(turns), far * sinTurns(turns));
        const apart = Math.abs(angle - turns);
        expect(Math.min(apart, 1 - apart)).toBeLessThan(1e-5);
      },
    ),
  );
  expect(angleTurns(0, 0)).toBe(0);
});
