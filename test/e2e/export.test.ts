import { buffer } from "node:stream/consumers";
import { expect } from "vitest";
import { onnxRuntime } from "../../shared/engine/verify/onnxruntime-node";
import { appTest } from "./helpers/app";
import { editorOf, expectFigure } from "./helpers/editor";

appTest(
  "an engineer verifies a network against ONNX Runtime, exports it, and ONNX Runtime runs the file",
  async ({ page, screenshot }) => {
    const editor = editorOf(page);
    await editor.open("resnet-cifar-20");
    await page.keyboard.press("Control+e");
    const dialog = page.getByRole("dialog", { name: /^Export ResNet-20/ });
    await dialog.getByRole("button", { name: "Verify" }).click();
    await dialog.getByText("ONNX Runtime gives what the engine gives").waitFor({ timeout: 60_000 });
    await screenshot("export-verified");
    await dialog.locator('[data-param="opset"] input').fill("13");
    const downloading = page.waitForEvent("download");
    await dialog.getByRole("button", { name: "Export…" }).click();
    const download = await downloading;
    await dialog.getByText(/^Saved .*\.onnx, 1\.\d+ MiB$/).waitFor();
    await screenshot("export-saved");
    const model = await buffer(await download.createReadStream());
    const data = Float32Array.from({ length: 2 * 3 * 32 * 32 }, (_, index) => Math.sin(index));
    const outputs = await onnxRuntime.run(model, { input: { shape: [2, 3, 32, 32], data } });
    expect({ name: download.suggestedFilename(), shape: outputs.softmax?.shape }).toEqual({
      name: "resnet-20-for-cifar.onnx",
      shape: [2, 10],
    });
  },
);

appTest(
  "a large export tells how far along it is and is cancelled, with nothing written",
  async ({ page, screenshot }) => {
    const editor = editorOf(page);
    await editor.open("vgg-e");
    await editor.command("Export…");
    const dialog = page.getByRole("dialog", { name: /^Export VGG-E/ });
    let downloads = 0;
    page.on("download", () => {
      downloads++;
    });
    await dialog.getByRole("button", { name: "Export…" }).click();
    await dialog.getByText(/^Writing .*: .* MiB of 548 MiB$/).waitFor({ timeout: 60_000 });
    await screenshot("export-writing");
    await dialog.getByRole("button", { name: "Cancel" }).click();
    await dialog.getByText("Cancelled; nothing was written.").waitFor({ timeout: 60_000 });
    expect(downloads).toBe(0);
  },
  { colorScheme: "dark" },
);

appTest("a comparison that takes long is given up, and the dialog stays", async ({ page }) => {
  const editor = editorOf(page);
  await editor.open("resnet-101");
  await editor.command("Export…");
  const dialog = page.getByRole("dialog", { name: /^Export ResNet-101/ });
  await dialog.getByRole("button", { name: "Verify" }).click();
  await dialog.getByRole("button", { name: "Cancel" }).click();
  await dialog.getByRole("button", { name: "Verify" }).waitFor({ timeout: 60_000 });
  expect(await dialog.getByText("ONNX Runtime gives what the engine gives").count()).toBe(0);
});

appTest(
  "a network that was exported comes back folded, with its weights, and is verified",
  async ({ page, screenshot }) => {
    const editor = editorOf(page);
    await editor.open("resnet-cifar-20");
    await editor.command("Export…");
    const downloading = page.waitForEvent("download");
    await page.getByRole("dialog").getByRole("button", { name: "Export…" }).click();
    const written = await buffer(await (await downloading).createReadStream());
    await page.getByRole("dialog").getByRole("button", { name: "Close" }).last().click();

    const model = { name: "mine.onnx", mimeType: "application/octet-stream", buffer: written };
    const choosing = page.waitForEvent("filechooser");
    await editor.command("Import a model…");
    await (await choosing).setFiles(model);
    await expectFigure(editor, "params", "270 k params");
    await editor.node("stage3").waitFor();
    await editor.unfold("stage3");
    await editor.node("stage3/first").waitFor();
    await screenshot("onnx-imported");

    await page.keyboard.press("Control+e");
    const dialog = page.getByRole("dialog", { name: /^Export ResNet-20/ });
    await expect.poll(() => dialog.getByRole("radio", { name: "From mine.onnx" }).isChecked()).toBe(true);
    await dialog.getByRole("button", { name: "Verify" }).click();
    await dialog.getByText("ONNX Runtime gives what the engine gives").waitFor({ timeout: 60_000 });
    await screenshot("onnx-imported-verified");
  },
);
