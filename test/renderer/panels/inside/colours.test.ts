import { describe, expect, test } from "vitest";
import { colourFilter } from "../../../../renderer/panels/inside/colour-filter";
import { numberText } from "../../../../renderer/panels/inside/number-text";
import { rampOf, stepOf } from "../../../../renderer/ui/ramp";

describe("colours of numbers", () => {
  test("get lighter with the number, so that they are told apart in any kind of sight", () => {
    const ramp = rampOf("sequential");
    const light = Array.from({ length: 256 }, (_, at) => {
      const [red = 0, green = 0, blue = 0] = ramp.subarray(at * 3, at * 3 + 3);
      return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
    });
    expect(light.every((value, at) => at === 0 || value >= (light[at - 1] ?? 0))).toBe(true);
    expect((light[255] ?? 0) - (light[0] ?? 0)).toBeGreaterThan(150);
  });

  test("stop at the ends of the range, and start at its foot for what is no number", () => {
    expect([-1, 0, 0.5, 1, 2, Number.NaN].map((value) => stepOf(value, 0, 1))).toEqual([
      0, 0, 128, 255, 255, 0,
    ]);
    expect(stepOf(3, 3, 3)).toBe(0);
  });

  test("of a filter on the picture are red, green and blue around grey", () => {
    const data = Float32Array.of(1, 0, -1, 0.5, 0, 0);
    const filters = { path: "conv", shape: [1, 3, 1, 2] as const, data, readsImage: true };
    expect(colourFilter(filters, 0, 1)).toEqual({
      width: 2,
      height: 1,
      pixels: Uint8Array.of(255, 0, 128, 128, 191, 128),
    });
  });
});

test.each([
  [0, "0"],
  [12.345, "12.3"],
  [-0.00123, "-0.00123"],
  [0.0000123, "1.2e-5"],
  [-5092.4, "-5092"],
  [1234567, "1.2e+6"],
])("%d reads %s", (value, words) => {
  expect(numberText(value)).toBe(words);
});
