import { expect, test } from "vitest";
import { parseInputs } from "../../../shared/layers/opaque-operator";

test("texts are read once, and the longest do not stay for good", () => {
  const first = parseInputs('["layer"]');
  expect(parseInputs('["layer"]')).toBe(first);
  for (let at = 0; at < 9; at++) parseInputs(`["layer"]${" ".repeat(4_000_000 + at)}`);
  expect(parseInputs('["layer"]')).not.toBe(first);
});

test.each(["lambda", "forward", "_parameters", "2nd"])(
  "a weight of a module cannot be called %s",
  (weight) => {
    expect(parseInputs(JSON.stringify([{ weight, shape: [3] }])).ok).toBe(false);
  },
);
