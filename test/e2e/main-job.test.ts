import { encode } from "fast-png";
import { expect } from "vitest";
import { datasets } from "../../shared/data/registry";
import { appTest } from "./helpers/app";
import { editorOf, expectFigure } from "./helpers/editor";

appTest(
  "a student unfolds GoogLeNet's first module, widens its 5×5 branch, sees all that follows, and undoes it",
  async ({ page, screenshot }) => {
    const editor = editorOf(page);
    await editor.open("googlenet");
    await expectFigure(editor, "params", "7.00 M params");
    await editor.unfold("inception_3a");
    await expect.poll(() => editor.node("inception_3a/conv5x5").isVisible()).toBe(true);
    await editor.node("inception_3a/concat").waitFor();
    await editor.node("inception_3a").click({ position: { x: 40, y: 8 } });
    await editor.setParam("conv5x5", "96");
    await expectFigure(editor, "params", "7.05 M params");
    await expect.poll(() => editor.node("inception_3b").innerText()).toContain("411 k params");
    await screenshot("googlenet-widened");
    await editor.undo();
    await expectFigure(editor, "params", "7.00 M params");
    await expect.poll(() => editor.node("inception_3b").innerText()).toContain("389 k params");
  },
  { viewport: { width: 1920, height: 1080 } },
);

appTest(
  "a student composes a network from the palette, trains it, shows it a picture, and finds it again as it was saved",
  async ({ page, screenshot, reload }) => {
    const editor = editorOf(page);
    await editor.startEmpty();
    for (const item of ["input", "conv2d", "relu", "max-pool", "flatten", "dense", "softmax"]) {
      await editor.add(item);
    }
    const train = await editor.drawer("Train");
    await train.getByRole("button", { name: "Use 32×32 and 10 classes" }).click();
    await expectFigure(editor, "problems", "no problems");
    await train.getByRole("textbox", { name: "Training images", exact: true }).fill("640");
    await train.getByRole("textbox", { name: "Test images", exact: true }).fill("200");
    await train.getByRole("textbox", { name: "Epochs", exact: true }).fill("2");
    await train.getByRole("button", { name: "Start training" }).click();
    await expect.poll(() => train.locator("canvas").count(), { timeout: 60_000 }).toBeGreaterThan(0);
    await screenshot("training");
    await train.getByText("Test accuracy").waitFor({ timeout: 120_000 });
    await train.getByText("Confusion", { exact: true }).click();
    await screenshot("trained");

    const run = await editor.drawer("Run");
    const picture = page.waitForEvent("filechooser");
    await run.getByRole("button", { name: /^Choose/ }).click();
    await (await picture).setFiles({
      name: "sample.png",
      mimeType: "image/png",
      buffer: Buffer.from(samplePng()),
    });
    await expect.poll(() => run.getByRole("listitem").count(), { timeout: 60_000 }).toBe(5);
    await screenshot("classified");

    const saved = await editor.save();
    await reload();
    const chooser = page.waitForEvent("filechooser");
    await page.getByRole("button", { name: /^Open a file/ }).click();
    await (await chooser).setFiles({
      name: "mine.blockwise",
      mimeType: "application/json",
      buffer: Buffer.from(saved),
    });
    await editor.node("dense").waitFor();
    expect(await editor.save()).toBe(saved);
  },
  { viewport: { width: 1920, height: 1080 }, timeoutMs: 240_000 },
);

/** A picture of the built-in data, as a file of a student's. */
function samplePng(): Uint8Array {
  const { pixels } = datasets.require("shapes").sample(3, { seed: 5, size: 64, classes: 10, split: "test" });
  return encode({ width: 64, height: 64, data: pixels, channels: 3 });
}
