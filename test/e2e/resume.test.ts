import type { Locator, Page } from "playwright-core";
import { expect } from "vitest";
import { appTest } from "./helpers/app";
import { editorOf } from "./helpers/editor";
import { greyPicture, withPictures } from "./helpers/pictures";

appTest(
  "a training on a folder of pictures outlives its worker's death and a reload, ends as if nothing had happened, classifies, and shows its maps",
  ({ page, reload, screenshot }) =>
    withPictures(async (folder) => {
      const editor = editorOf(page);
      await editor.startEmpty();
      for (const item of [
        "input",
        "conv2d",
        "batch-norm",
        "relu",
        "dropout",
        "flatten",
        "dense",
        "softmax",
      ]) {
        await editor.add(item);
      }
      let train = await editor.drawer("Train");
      await setUp(page, train, folder);
      const undisturbed = await endOf(train);
      await train.getByRole("button", { name: "Back to the form" }).click();

      await train.getByRole("button", { name: "Start training" }).click();
      await train.getByText("Kept safe up to step").waitFor({ timeout: 60_000 });
      await train.getByRole("button", { name: "Pause" }).click();
      await train.getByRole("heading", { name: "Paused" }).waitFor();
      await killWorker(page);
      await train.getByText("It was started again. Resume goes on from step").waitFor();
      await screenshot("training-lost-its-worker");
      await train.getByRole("button", { name: "Resume" }).click();
      const safe = await train.getByText("Kept safe up to step").innerText();
      await expect
        .poll(() => train.getByText("Kept safe up to step").innerText(), { timeout: 60_000 })
        .not.toBe(safe);

      await reload();
      await page.getByRole("button", { name: "Restore" }).click();
      train = await editor.drawer("Train");
      await train.getByText("An interrupted training").waitFor();
      await screenshot("training-interrupted");
      await train.getByRole("button", { name: "Resume it" }).click();
      expect(await endOf(train)).toEqual(undisturbed);
      await screenshot("training-resumed");

      const run = await editor.drawer("Run");
      const picture = page.waitForEvent("filechooser");
      await run.getByRole("button", { name: "Choose…" }).click();
      await (await picture).setFiles({
        name: "night.png",
        mimeType: "image/png",
        buffer: Buffer.from(greyPicture(30, 50)),
      });
      await expect
        .poll(() => run.getByRole("listitem").first().innerText(), { timeout: 60_000 })
        .toMatch(/dark/);

      await editor.node("input").press("a");
      await expect.poll(() => page.locator("canvas.bw-strip").count(), { timeout: 30_000 }).toBe(8);
      await editor.select("conv2d");
      const inside = await editor.drawer("Inside");
      await inside.getByText("Channel 0: ").first().waitFor();
      await screenshot("training-resumed-maps");
    }),
  { viewport: { width: 1920, height: 1080 }, timeoutMs: 300_000 },
);

/** Long enough to be interrupted, and everything in it that has to be kept: dropout, statistics, Adam, augmentation. */
async function setUp(page: Page, train: Locator, folder: string): Promise<void> {
  const choosing = page.waitForEvent("filechooser");
  await train.getByRole("button", { name: "Choose a folder of pictures…" }).click();
  await (await choosing).setFiles(folder);
  await train.getByRole("button", { name: "Use 32×32 and 2 classes" }).click();
  await train.getByRole("textbox", { name: "Batch", exact: true }).fill("8");
  await train.getByRole("textbox", { name: "Epochs", exact: true }).fill("40");
  await train.getByRole("button", { name: "Start training" }).click();
}

/** What the finished run shows: its figures, and where its curves end. */
async function endOf(train: Locator): Promise<unknown> {
  await train.getByText("Test accuracy").waitFor({ timeout: 120_000 });
  const curves = train.getByRole("figure");
  return {
    figures: await train.locator(".bw-score-line").innerText(),
    curves: await Promise.all((await curves.all()).map((curve) => curve.getAttribute("aria-label"))),
  };
}

/** As when its memory runs out: an error that nobody in the worker catches. */
async function killWorker(page: Page): Promise<void> {
  const workers = page.workers().filter((worker) => /worker/.test(worker.url()));
  expect(workers.length).toBeGreaterThan(0);
  for (const worker of workers) {
    const isEngine = await worker.evaluate(() => self.name === "engine");
    if (isEngine)
      await worker.evaluate(
        () =>
          void setTimeout(() => {
            throw new Error("out of memory");
          }),
      );
  }
}
