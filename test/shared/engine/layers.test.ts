import { beforeAll, describe, expect, test } from "vitest";
import { startTestBackend, testBackends } from "../../helpers/engine-backends";
import { affordableLayerCases, isSmall, layerOpCase } from "../../helpers/layer-op-cases";
import { differences } from "../../helpers/op-check";

describe.each(testBackends)("layers on %s", (backend) => {
  beforeAll(() => startTestBackend(backend));

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
});
