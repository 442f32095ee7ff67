import { text } from "node:stream/consumers";
import type { Page } from "playwright-core";
import { expect } from "vitest";
import { networks } from "../../shared/networks/registry";
import { appTest } from "./helpers/app";
import { editorOf, expectFigure } from "./helpers/editor";

const LARGE = { width: 1920, height: 1080 } as const;

const cards = (page: Page) => page.locator("[data-network]");

appTest(
  "a student filters the gallery, opens the largest network, writes out and unfolds all of it and reads what its paper says",
  async ({ page, screenshot }) => {
    const editor = editorOf(page);
    await page.getByText(`${networks.all.length} networks`).waitFor();
    await page.getByRole("combobox", { name: "Family" }).click();
    await page.getByRole("option", { name: "Inception-ResNet", exact: true }).click();
    await expect.poll(() => cards(page).count()).toBe(3);
    await screenshot("gallery-filtered");
    await editor.open("inception-resnet-v2");
    await expectFigure(editor, "params", "55.8 M params");

    await page.getByRole("tab", { name: "About" }).click();
    const about = page.getByRole("tabpanel", { name: "About" });
    await expect.poll(() => about.innerText()).toContain("55,843,464");
    const numbers = await about.innerText();
    expect(numbers).toContain("13,155,794,016");
    expect(numbers).toContain("19.9 %");
    expect(numbers).toContain("5, 10 and 5 modules of 384, 1152 and 2144 channels");
    expect(await about.getByRole("link", { name: "arXiv 1602.07261" }).getAttribute("href")).toBe(
      "https://arxiv.org/abs/1602.07261",
    );

    await editor.command("Write out repeats");
    await editor.node("resnet_b_20").waitFor({ state: "attached" });
    await editor.command("Unfold all");
    await editor.node("mixed_5b/concat").waitFor({ state: "attached", timeout: 60_000 });
    await expectFigure(editor, "params", "55.8 M params");
    await screenshot("inception-resnet-v2-unfolded");
  },
  { viewport: LARGE },
);

appTest(
  "the arithmetic of an inception module follows its parameters",
  async ({ page, screenshot }) => {
    const editor = editorOf(page);
    await editor.open("inception-module");
    await page.getByRole("tab", { name: "About" }).click();
    const sums = page.getByRole("table", { name: "Arithmetic of inception" });
    await expect.poll(() => sums.innerText()).toMatch(/163,328\s+387,072/);
    await editor.select("inception");
    await page.getByRole("tab", { name: "Inspector" }).click();
    await editor.setParam("conv5x5", "64");
    await page.getByRole("tab", { name: "About" }).click();
    // 25 × 16 × 32 and 25 × 192 × 32 weights more.
    await expect.poll(() => sums.innerText()).toMatch(/176,128\s+540,672/);
    await screenshot("inception-arithmetic");
  },
  { viewport: LARGE },
);

appTest(
  "a teacher compares three networks with the open one and takes the table away",
  async ({ page, screenshot }) => {
    const editor = editorOf(page);
    await editor.open("alexnet");
    const compare = await editor.drawer("Compare");
    for (const name of ["VGG-D", "ResNet-50", "MobileNet 1.0"]) {
      await compare.getByLabel(name, { exact: true }).check();
    }
    await expect.poll(() => compare.getByRole("rowheader").count()).toBe(4);
    const order = async () =>
      (await compare.getByRole("rowheader").allInnerTexts()).map((name) => name.trim());
    await compare.getByRole("button", { name: "params", exact: true }).focus();
    await page.keyboard.press("Enter");
    expect(await order()).toEqual(["VGG-D", "AlexNet", "ResNet-50", "MobileNet 1.0"]);
    await page.keyboard.press("Enter");
    expect(await order()).toEqual(["MobileNet 1.0", "ResNet-50", "AlexNet", "VGG-D"]);
    await screenshot("comparison");

    const downloading = page.waitForEvent("download");
    await compare.getByRole("button", { name: "Export CSV" }).click();
    const download = await downloading;
    const lines = (await text(await download.createReadStream())).trim().split("\r\n");
    expect(download.suggestedFilename()).toBe("blockwise-comparison.csv");
    expect(lines.map((line) => line.split(",")[3])).toEqual([
      "trainable parameters",
      "4231976",
      "25557032",
      "60965224",
      "138357544",
    ]);
  },
  { viewport: LARGE },
);

appTest(
  "history and costs are drawn from the catalogue, and a dot opens its network",
  async ({ page, screenshot }) => {
    await page.getByText("History", { exact: true }).click();
    await page.getByRole("button", { name: "Show VGG" }).waitFor();
    await expect.poll(() => page.locator("[data-dot='vgg-d']").count()).toBe(2);
    await page.locator("[data-dot='resnet-152']").first().hover();
    await expect.poll(() => page.locator("[data-state='lit']").count()).toBeGreaterThan(8);
    await screenshot("history");
    await page.getByText("Error and cost", { exact: true }).click();
    await page.locator("[data-dot='googlenet']").first().focus();
    await expect.poll(() => page.locator(".bw-tip").innerText()).toContain("11.1 % top-5 error");
    await screenshot("error-and-cost");
    await page.keyboard.press("Enter");
    await editorOf(page).node("inception_3a").waitFor();
  },
);
