import { expect, it } from "vitest";
import type { DatasetDefinition, SampleOptions } from "../../../shared/data/define";
import { datasets } from "../../../shared/data/registry";
import { toInput } from "../../../shared/data/resize";
import { accuracyOf, type LabelledImages, trainLinear } from "../../helpers/linear-classifier";

const cases = datasets.all.flatMap((dataset) =>
  [...new Set([10, dataset.maxClasses])].map((classes) => ({ id: dataset.id, classes, dataset })),
);

function take(dataset: DatasetDefinition, count: number, options: SampleOptions): LabelledImages {
  const samples = Array.from({ length: count }, (_, index) => dataset.sample(index, options));
  return {
    inputs: samples.map(({ pixels }) => toInput(pixels, dataset.mean, dataset.std)),
    labels: samples.map(({ label }) => label),
  };
}

it.each(cases)(
  "$classes classes of $id are beyond a linear model",
  ({ dataset, classes }) => {
    const options = { seed: 0, size: 16, classes, split: "train" } as const;
    const train = take(dataset, 2000, options);
    const test = take(dataset, 500, { ...options, split: "test" });
    const model = trainLinear(train, classes, { epochs: 5, rate: 3, decay: 0.01 });
    const fitted = accuracyOf(model, train);
    const generalised = accuracyOf(model, test);
    // It learns what it is shown, and fails on new pictures.
    expect(fitted).toBeGreaterThan(2.5 / classes);
    expect(generalised).toBeLessThan(0.6);
  },
  60_000,
);

it("leaves a linear model able to learn what colour alone tells", () => {
  const plain = (count: number, from: number): LabelledImages => ({
    inputs: Array.from({ length: count }, (_, index) =>
      new Float32Array(300).fill(((index + from) % 4) - 1.5),
    ),
    labels: Array.from({ length: count }, (_, index) => ((index + from) % 4 < 2 ? 0 : 1)),
  });
  const model = trainLinear(plain(200, 0), 2, { epochs: 4, rate: 1, decay: 0.01 });
  expect(accuracyOf(model, plain(40, 3))).toBe(1);
});
