import { buffer } from "node:stream/consumers";
import { PDFDocument } from "@cantoo/pdf-lib";
import { decode } from "fast-png";
import type { Locator, Page } from "playwright-core";
import { expect } from "vitest";
import { appTest } from "./helpers/app";
import { editorOf } from "./helpers/editor";

appTest(
  "a professor takes a network away as figures: folded as on screen, in three styles and kinds of file",
  async ({ page, screenshot }) => {
    const editor = editorOf(page);
    await editor.open("googlenet");
    await page.keyboard.press("Control+e");
    const dialog = page.getByRole("dialog", { name: /^Export GoogLeNet/ });
    const svg = (await exported(page, dialog, "svg")).toString();
    await screenshot("figure-dialog");
    expect({
      nodes: svg.includes(">inception_3a</text>"),
      isFolded: !svg.includes(">reduce3x3</text>"),
      legend: svg.includes(">Convolution</text>") || svg.includes(">Block</text>"),
    }).toEqual({ nodes: true, isFolded: true, legend: true });

    await dialog.locator('[data-param="style"] select').selectOption("volumes");
    const pdf = await PDFDocument.load(await exported(page, dialog, "pdf"));
    const { width, height } = pdf.getPage(0).getSize();
    expect({ title: pdf.getTitle(), isWide: width > 2 * height }).toEqual({
      title: "GoogLeNet",
      isWide: true,
    });

    await dialog.locator('[data-param="style"] select').selectOption("table");
    const png = decode(await exported(page, dialog, "png"));
    expect({ isLarge: png.width > 1000 && png.height > 800 }).toEqual({ isLarge: true });
    await screenshot("figure-saved");
  },
  { timeoutMs: 120_000 },
);

appTest(
  "a student draws one block by itself, in the dark",
  async ({ page, screenshot }) => {
    const editor = editorOf(page);
    await editor.open("inception-module");
    await editor.node("inception").click();
    await page.keyboard.press("Control+e");
    const dialog = page.getByRole("dialog", { name: /^Export/ });
    await dialog.getByLabel("Format").selectOption("svg");
    await dialog.getByLabel("Part", { exact: true }).selectOption({ label: "The block inception" });
    const svg = (await exported(page, dialog, "svg")).toString();
    await screenshot("figure-block");
    const shows = (words: string): boolean => svg.includes(`>${words}</text>`);
    expect([shows("concat"), shows("input")]).toEqual([true, false]);
  },
  { colorScheme: "dark" },
);

async function exported(page: Page, dialog: Locator, format: string): Promise<Buffer> {
  await dialog.getByLabel("Format").selectOption(format);
  const downloading = page.waitForEvent("download");
  await dialog.getByRole("button", { name: "Export…" }).click();
  const download = await downloading;
  await dialog.getByText(new RegExp(`^Saved .*\\.${format}`)).waitFor();
  return buffer(await download.createReadStream());
}
