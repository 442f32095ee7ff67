import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { spreadOcclusion } from "../../../../renderer/panels/inside/spread-occlusion";

describe("an occlusion map over the picture", () => {
  test("gives each pixel the mean fall of the patches over it, rises counting as nothing", () => {
    const map = { rows: 1, columns: 3, data: Float32Array.of(0.5, 0.9, 0.2), whole: 0.8 };
    const { rows, columns, data } = spreadOcclusion(map, { size: 2, stride: 2, width: 5, height: 2 });
    // Patches at 0, 2 and, ending at the border, 3: the fourth pixel lies under two of them.
    const row = [0.3, 0.3, 0, 0.3, 0.6];
    expect([rows, columns]).toEqual([2, 5]);
    for (const [at, value] of data.entries()) expect(value).toBeCloseTo(row[at % 5] ?? Number.NaN, 5);
  });

  test("is even where every patch takes the same, and leaves no pixel out", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 24 }),
        fc.integer({ min: 1, max: 24 }),
        fc.integer({ min: 1, max: 24 }),
        fc.nat(23),
        (width, height, wanted, wantedStep) => {
          const size = Math.min(wanted, width, height);
          const stride = 1 + (wantedStep % size);
          const count = (side: number) => Math.ceil((side - size) / stride) + 1;
          const [rows, columns] = [count(height), count(width)];
          const data = new Float32Array(rows * columns).fill(0.25);
          const spread = spreadOcclusion(
            { rows, columns, data, whole: 0.75 },
            { size, stride, width, height },
          );
          return spread.data.every((fall) => Math.abs(fall - 0.5) < 1e-5);
        },
      ),
    );
  });
});
