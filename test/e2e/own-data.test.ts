import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect } from "vitest";
import { appTest } from "./helpers/app";
import { editorOf } from "./helpers/editor";
import { withPictures } from "./helpers/pictures";

appTest(
  "a student trains a network on a folder of their own pictures, sees what could not be read, and tries one of them",
  ({ page, screenshot }) =>
    withPictures(async (folder) => {
      await writeFile(join(folder, "dark", "broken.png"), Uint8Array.of(1, 2, 3));
      const editor = editorOf(page);
      await editor.startEmpty();
      for (const item of ["input", "conv2d", "relu", "max-pool", "flatten", "dense", "softmax"]) {
        await editor.add(item);
      }
      const train = await editor.drawer("Train");
      const choosing = page.waitForEvent("filechooser");
      await train.getByRole("button", { name: "Choose a folder of pictures…" }).click();
      await (await choosing).setFiles(folder);
      await train.getByText("1 file was left out").click();
      await train.getByText("dark/broken.png").waitFor();
      await train.getByText("2 classes", { exact: true }).click();
      await train
        .getByRole("listitem", { name: "dark: 28 to train on, 4 to validate with, 8 to test on" })
        .waitFor();
      await train.getByRole("img", { name: "Sample: light" }).first().waitFor();
      await screenshot("own-data");

      await train.getByRole("button", { name: "Use 32×32 and 2 classes" }).click();
      await train.getByRole("textbox", { name: "Epochs", exact: true }).fill("3");
      await train.getByRole("button", { name: "Start training" }).click();
      await train.getByText("Test accuracy").waitFor({ timeout: 120_000 });
      expect(await train.innerText()).toMatch(/100(\.0)? %/);

      const run = await editor.drawer("Run");
      await run.getByRole("button", { name: /sample/i }).click();
      await expect.poll(() => run.getByRole("listitem").count(), { timeout: 60_000 }).toBe(2);
      await run.getByLabel("How it is looked at").first().click();
      await page.getByRole("option", { name: "Ten crops" }).click();
      await run.getByText(/^10 views, /).waitFor();
      await screenshot("own-data-classified");
    }),
  { viewport: { width: 1920, height: 1080 } },
);
