import { expect } from "vitest";
import { appTest } from "./helpers/app";
import { editorOf } from "./helpers/editor";

appTest(
  "ResNet-20 learns ten man-made classes in the app while its curves grow, and the network can be edited meanwhile",
  async ({ page, screenshot }) => {
    const editor = editorOf(page);
    await editor.open("resnet-cifar-20");
    const train = await editor.drawer("Train");
    await train.getByRole("textbox", { name: "Training images", exact: true }).fill("2000");
    await train.getByRole("textbox", { name: "Test images", exact: true }).fill("500");
    await train.getByRole("textbox", { name: "Epochs", exact: true }).fill("3");
    await train.getByRole("button", { name: "Start training" }).click();

    const curve = train.getByRole("figure", { name: /^Loss over training steps/ });
    await curve.waitFor({ timeout: 120_000 });
    const early = await curve.getAttribute("aria-label");
    await expect
      .poll(() => curve.getAttribute("aria-label"), { timeout: 60_000, message: "the curve moves on" })
      .not.toBe(early);
    await screenshot("resnet-training");

    await editor.select("input");
    await editor.setParam("name", "image");
    await train.getByText("Test accuracy").waitFor({ timeout: 540_000 });
    const shown = /(\d+(?:\.\d+)?) %/.exec(await train.innerText())?.[1];
    expect(Number(shown)).toBeGreaterThan(85);
    await screenshot("resnet-trained");
  },
  { viewport: { width: 1920, height: 1080 }, timeoutMs: 720_000 },
);
