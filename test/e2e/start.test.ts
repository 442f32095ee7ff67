import { expect } from "vitest";
import { appTest } from "./helpers/app";

appTest("the app starts in a page that may use threads", async ({ page, screenshot }) => {
  await expect.poll(() => page.title()).toContain("Blockwise");
  await expect.poll(() => page.locator("#root > *").count()).toBeGreaterThan(0);
  expect(await page.evaluate(() => crossOriginIsolated)).toBe(true);
  await screenshot("start");
});
