import { join } from "node:path";
import { build, type Rollup } from "vite";
import { expect } from "vitest";
import { assembly } from "../../electron/launch/assembly-plugin.mjs";
import { appTest } from "./helpers/app";
import type { Conformance, Loss } from "./helpers/conformance-page";

/** The checks as one script that leaves `checks` in the page. */
async function checksScript(): Promise<string> {
  const entry = join(import.meta.dirname, "helpers/conformance-page.ts");
  const built = await build({
    configFile: false,
    plugins: [assembly()],
    logLevel: "error",
    define: { "process.env.NODE_ENV": '"production"' },
    build: { write: false, lib: { entry, formats: ["iife"], name: "checks", fileName: "checks" } },
  });
  const [{ output }] = built as [Rollup.RollupOutput];
  return output[0].code;
}

/**
 * Largest differences over the largest expected value, some ten times what Chromium's software adapters show. Those are
 * exact to single precision; drivers need not be: WGSL and GLSL leave exp, pow and division a few units in the last place.
 */
const OUTPUT = 1e-5;
const GRADIENT = 3e-4;

for (const backend of ["webgpu", "webgl"] as const) {
  appTest(
    `in Chromium ${backend} computes every layer and its gradients as the reference does`,
    async ({ page }) => {
      const script = await checksScript();
      const found: Conformance[] = await page.evaluate(`${script};checks.conformance("${backend}")`);
      const wrong = found.filter(
        (each) => !(each.output < OUTPUT && each.gradient < GRADIENT && each.leaked === 0),
      );
      expect(wrong).toEqual([]);
      expect(found.length).toBeGreaterThan(100);
    },
    { softwareGpu: true, timeoutMs: 300_000 },
  );

  appTest(
    `in Chromium a ${backend} device that is lost is told, and another takes its place`,
    async ({ page }) => {
      const script = await checksScript();
      const { told, after }: Loss = await page.evaluate(`${script};checks.lossOf("${backend}")`);
      expect(told).toMatch(/^The GPU was lost: /);
      expect(after).toBe(3);
    },
    { softwareGpu: true },
  );
}
