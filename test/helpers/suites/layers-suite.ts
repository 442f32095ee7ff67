import { describe, expect, test } from "vitest";
import { affordableLayerCases, isSmall, layerOpCase } from "../layer-op-cases";
import { differences } from "../op-check";

/** Every example of every layer, forward and backward, against the naive reference and finite differences. */
export function layersSuite(): void {
  describe.each([
    { mode: "running", training: false },
    { mode: "training", training: true },
  ])("while $mode", ({ training }) => {
    test.each(affordableLayerCases)("$name", async (each) => {
      const gradients = isSmall(each);
      const found = await differences(layerOpCase(each, training), { gradients });
      expect(found.shape).toEqual([2, ...each.example.output]);
      expect(found.leaked).toBe(0);
      expect(found.output).toBeLessThan(3e-5);
      for (const gradient of found.gradients) if (gradient !== null) expect(gradient).toBeLessThan(3e-4);
    });
  });
}
