import { join } from "node:path";
import { build, type Rollup } from "vite";
import { expect } from "vitest";
import { DATASET_DIGESTS } from "../helpers/dataset-digests";
import { appTest } from "./helpers/app";

/** The datasets as one script that leaves `pictures.digestOf` in the page. */
async function datasetScript(): Promise<string> {
  const entry = join(import.meta.dirname, "helpers/dataset-page.ts");
  const built = await build({
    configFile: false,
    logLevel: "error",
    build: { write: false, lib: { entry, formats: ["iife"], name: "pictures", fileName: "pictures" } },
  });
  const [{ output }] = built as [Rollup.RollupOutput];
  return output[0].code;
}

appTest("the browser draws the same pictures as Node, to the byte", async ({ page }) => {
  const script = await datasetScript();
  const drawn = await page.evaluate(`${script};${JSON.stringify(DATASET_DIGESTS)}.map(pictures.digestOf)`);
  expect(drawn).toEqual(DATASET_DIGESTS.map(({ digest }) => digest));
});
