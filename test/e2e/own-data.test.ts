import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { encode } from "fast-png";
import { expect } from "vitest";
import { appTest } from "./helpers/app";
import { editorOf } from "./helpers/editor";

appTest(
  "a student trains a network on a folder of their own pictures, sees what could not be read, and tries one of them",
  async ({ page, screenshot }) => {
    const folder = await mkdtemp(join(tmpdir(), "blockwise-own-"));
    try {
      await fill(folder);
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
      await train.getByText("dark: 32 to train on, 8 to test on").waitFor();
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
      await screenshot("own-data-classified");
    } finally {
      await rm(folder, { recursive: true });
    }
  },
  { viewport: { width: 1920, height: 1080 } },
);

/** Forty dark pictures and forty light ones, not square, and one that is damaged. */
async function fill(folder: string): Promise<void> {
  for (const [name, grey] of [
    ["dark", 30],
    ["light", 180],
  ] as const) {
    await mkdir(join(folder, name));
    for (let n = 0; n < 40; n++) {
      const data = Uint8Array.from({ length: 48 * 40 * 3 }, (_, at) => grey + ((at * (n + 3)) % 40));
      await writeFile(join(folder, name, `${n}.png`), encode({ width: 48, height: 40, channels: 3, data }));
    }
  }
  await writeFile(join(folder, "dark", "broken.png"), Uint8Array.of(1, 2, 3));
}
