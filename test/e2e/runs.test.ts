import { text } from "node:stream/consumers";
import type { Locator } from "playwright-core";
import { expect } from "vitest";
import { appTest } from "./helpers/app";
import { editorOf } from "./helpers/editor";

appTest(
  "runs outlive a reload, are held against each other, exported, and done again with their settings",
  async ({ page, reload, screenshot }) => {
    const editor = editorOf(page);
    await editor.open("resnet-cifar-20");
    let train = await editor.drawer("Train");
    for (const [name, value] of [
      ["Training images", "64"],
      ["Validation images", "16"],
      ["Test images", "16"],
      ["Epochs", "1"],
      ["Batch", "16"],
    ] as const) {
      await field(train, name).fill(value);
    }
    await trainOnce(train);
    await field(train, "Learning rate").fill("0.05");
    await trainOnce(train);

    await reload();
    await editor.open("resnet-cifar-20");
    train = await editor.drawer("Train");
    await train.getByText("Runs · 2").click();
    const runs = train.getByRole("checkbox", { name: /^ResNet-20/ });
    for (const run of await runs.all()) await run.check();
    await train.getByRole("figure", { name: "Training loss" }).waitFor();
    await screenshot("runs-overlaid");

    await train.getByText("Settings and results").click();
    const different = train.locator("tr[data-differs]");
    expect(await different.evaluateAll((rows) => rows.map((row) => (row as HTMLElement).innerText))).toEqual([
      expect.stringMatching(/^Learning rate\s+0\.05\s+0\.003$/),
    ]);
    const downloading = page.waitForEvent("download");
    await train.getByRole("button", { name: "Table as CSV" }).click();
    const [head, ...rows] = (await text(await (await downloading).createReadStream())).trim().split("\r\n");
    expect([head?.split(",").slice(0, 2), rows.length]).toEqual([["name", "startedAt"], 2]);
    await screenshot("runs-compared");

    const menu = train.getByRole("button", { name: /^More about/ });
    await menu.first().click();
    await page.getByRole("menuitem", { name: "Delete" }).click();
    await expect.poll(() => runs.count()).toBe(1);
    await page.getByRole("alert").getByRole("button", { name: "Undo" }).click();
    await expect.poll(() => runs.count()).toBe(2);
    await menu.last().click();
    await page.getByRole("menuitem", { name: "Use these settings" }).click();
    expect(await field(train, "Learning rate").inputValue()).toBe("0.003");
  },
  { viewport: { width: 1920, height: 1080 }, timeoutMs: 240_000 },
);

function field(train: Locator, name: string): Locator {
  return train.getByRole("textbox", { name, exact: true });
}

/** To the end, and back to the form. */
async function trainOnce(train: Locator): Promise<void> {
  await train.getByRole("button", { name: "Start training" }).click();
  await train.getByText("Test accuracy").waitFor({ timeout: 90_000 });
  await train.getByRole("button", { name: "Back to the form" }).click();
}
