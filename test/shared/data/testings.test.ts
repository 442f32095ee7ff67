import { describe, expect, test } from "vitest";
import { datasets } from "../../../shared/data/registry";
import { resizeToFill } from "../../../shared/data/resize";
import { storedSize } from "../../../shared/data/stored-size";
import { roomToTest, testings, testingsByCost, viewCount, viewsOf } from "../../../shared/data/testings";
import { middleOf, type View, viewImage } from "../../../shared/data/view";

const EXTENTS = [
  { width: 256, height: 256 },
  { width: 300, height: 200 },
  { width: 90, height: 400 },
];

const specs = testings.all.map(({ defaults }) => defaults);

test("come from the quickest to the slowest, with as many views as was published", () => {
  const counts = testingsByCost.map(({ defaults }) => [defaults.kind, viewCount(defaults)]);
  expect(counts).toEqual([
    ["whole", 1],
    ["centre-crop", 1],
    ["ten-crop", 10],
    ["many-crops", 144],
    ["multi-scale", 150],
  ]);
});

describe.each(specs)("$kind", (spec) => {
  test.each(EXTENTS)("shows squares that lie within $width×$height", (extent) => {
    for (const { left, top, width, height } of viewsOf(extent, spec)) {
      expect(width).toBe(height);
      expect(Math.min(left, top)).toBeGreaterThanOrEqual(0);
      expect(left + width).toBeLessThanOrEqual(extent.width + 1e-9);
      expect(top + height).toBeLessThanOrEqual(extent.height + 1e-9);
    }
  });

  test("needs no more pixels than it asks room for", () => {
    const stored = Math.round(224 * roomToTest(spec));
    const smallest = Math.min(...viewsOf({ width: stored, height: stored }, spec).map(({ width }) => width));
    expect(Math.round(smallest)).toBe(224);
  });

  test("shows as much of the left as of the right", () => {
    const extent = EXTENTS[1] as (typeof EXTENTS)[number];
    const views = viewsOf(extent, spec);
    const middle = views.reduce((sum, { left, width }) => sum + left + width / 2, 0) / views.length;
    expect(middle).toBeCloseTo(extent.width / 2);
    if (views.length > 1) expect(views.filter(({ mirrored }) => mirrored)).toHaveLength(views.length / 2);
  });
});

test("ten crops of 256 pixels are the corners and the centre, at whole pixels", () => {
  const views = viewsOf({ width: 256, height: 256 }, { kind: "ten-crop", scale: 256 / 224 });
  const places = views.slice(0, 5).map(({ left, top, width }) => [left, top, width]);
  expect(places).toEqual([
    [16, 16, 224],
    [0, 0, 224],
    [32, 0, 224],
    [0, 32, 224],
    [32, 32, 224],
  ]);
});

describe("a view", () => {
  const { pixels } = datasets.require("shapes").sample(2, { seed: 1, size: 40, classes: 10, split: "test" });
  const image = { width: 40, height: 40, pixels };

  test("of the whole at another size is the image resized", () => {
    expect(viewImage(image, middleOf(image), 24)).toEqual(resizeToFill(image, 24, 24));
    expect(viewImage(image, middleOf(image), 40)).toBe(image);
  });

  test("mirrored twice is itself, and its first pixel was its row's last", () => {
    const mirror: View = { ...middleOf(image), mirrored: true };
    const once = viewImage(image, mirror, 40);
    expect(once.pixels.slice(0, 3)).toEqual(pixels.slice(39 * 3, 40 * 3));
    expect(viewImage(once, mirror, 40)).toEqual(image);
  });
});

test("images are kept as large as the largest crops want them, as far as memory allows", () => {
  const testing = { kind: "ten-crop", scale: 256 / 224 } as const;
  const augmentation = [{ kind: "scale-jitter", scales: [1, 2] }] as const;
  const sizes = [
    storedSize(224, 100, {}),
    storedSize(224, 100, { testing }),
    storedSize(224, 100, { testing, augmentation }),
    storedSize(224, 4000, { testing, augmentation }),
    storedSize(224, 100_000, { testing, augmentation }),
  ];
  expect(sizes).toEqual([224, 256, 448, 299, 224]);
});
