import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buffer } from "node:stream/consumers";
import { promisify } from "node:util";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect } from "vitest";
import { ROOT } from "../../electron/launch/paths.mjs";
import { onnxRuntime } from "../../shared/engine/verify/onnxruntime-node";
import { appTest } from "./helpers/app";
import { editorOf, expectFigure } from "./helpers/editor";

let folder: string;
const at = (name: string): string => join(folder, name);

/** The command line, as people call it. Gives what it says. */
async function blockwise(...args: readonly string[]): Promise<string> {
  const command = [join(ROOT, "electron/launch/blockwise.mjs"), ...args];
  return (await promisify(execFile)(process.execPath, command)).stdout;
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "blockwise-e2e-import-"));
  await blockwise("export", "resnet-cifar-20", "-o", at("resnet.onnx"), "--seed", "3");
});
afterAll(() => rm(folder, { recursive: true }));

type Files = readonly { readonly name: string; readonly mimeType: string; readonly buffer: Buffer }[];

async function choose(page: Page, ask: () => Promise<void>, files: string | Files): Promise<void> {
  const choosing = page.waitForEvent("filechooser");
  // The browser has to have heard that its dialog is not wanted.
  await page.evaluate(() => undefined);
  await ask();
  await (await choosing).setFiles(files as string);
}

async function exported(page: Page): Promise<Buffer> {
  const downloading = page.waitForEvent("download");
  await page.getByRole("dialog").getByRole("button", { name: "Export…" }).click();
  return buffer(await (await downloading).createReadStream());
}

appTest(
  "an engineer opens an ONNX file, widens a convolution in a block of it, verifies and exports what it became",
  async ({ page, screenshot }) => {
    const editor = editorOf(page);
    await choose(page, () => page.keyboard.press("Control+o"), at("resnet.onnx"));
    await expectFigure(editor, "params", "270 k params");
    await editor.unfold("stage3");
    await editor.unfold("stage3/first");
    await editor.select("stage3/first/conv1");
    await editor.setParam("filters", "96");
    // 32 more filters of 3×3×32, their norms, and as many more inputs of the 64 filters behind them.
    await expectFigure(editor, "params", "297 k params");
    await screenshot("import-widened");

    await page.keyboard.press("Control+e");
    const dialog = page.getByRole("dialog", { name: /^Export ResNet-20/ });
    await dialog.getByText("The network was changed since its weights were trained or loaded").waitFor();
    await dialog.getByRole("button", { name: "Verify" }).click();
    await dialog.getByText("ONNX Runtime gives what the engine gives").waitFor({ timeout: 60_000 });
    await screenshot("import-verified");
    const model = await exported(page);
    await writeFile(at("widened.onnx"), model);
    const data = Float32Array.from({ length: 2 * 3 * 32 * 32 }, (_, index) => Math.sin(index));
    const outputs = await onnxRuntime.run(model, { input: { shape: [2, 3, 32, 32], data } });
    const summary = JSON.parse(await blockwise("summary", at("widened.onnx"), "--json"));
    expect({ shape: outputs.softmax?.shape, params: summary.params }).toEqual({
      shape: [2, 10],
      params: 297434,
    });
  },
);

/** As tfjs saves it: a convolution, a pool and a dense layer for images of 8×8×3. */
function kerasFiles(): Files {
  const layer = (class_name: string, config: object) => ({ class_name, config });
  const layers = [
    layer("Conv2D", {
      name: "conv",
      filters: 4,
      kernel_size: [3, 3],
      padding: "same",
      activation: "relu",
      batch_input_shape: [null, 8, 8, 3],
    }),
    layer("MaxPooling2D", { name: "pool", pool_size: [2, 2], strides: [2, 2], padding: "valid" }),
    layer("Flatten", { name: "flat" }),
    layer("Dense", { name: "scores", units: 5, activation: "softmax" }),
  ];
  const shapes = {
    "conv/kernel": [3, 3, 3, 4],
    "conv/bias": [4],
    "scores/kernel": [64, 5],
    "scores/bias": [5],
  };
  const weights = Object.entries(shapes).map(([name, shape]) => ({ name, shape, dtype: "float32" }));
  const count = 3 * 3 * 3 * 4 + 4 + 64 * 5 + 5;
  const values = Float32Array.from({ length: count }, (_, index) => Math.sin(index) / 4);
  const modelTopology = { class_name: "Sequential", config: { name: "Small", layers } };
  const model = {
    format: "layers-model",
    modelTopology,
    weightsManifest: [{ paths: ["shard1.bin"], weights }],
  };
  return [
    { name: "shard1.bin", mimeType: "application/octet-stream", buffer: Buffer.from(values.buffer) },
    { name: "model.json", mimeType: "application/json", buffer: Buffer.from(JSON.stringify(model)) },
  ];
}

appTest(
  "a student imports a model of tfjs with its weights, sees its shapes and parameters, and verifies it",
  async ({ page, screenshot }) => {
    const editor = editorOf(page);
    await page.locator("[data-network]").first().waitFor();
    await choose(page, () => editor.command("Import a model…"), kerasFiles());
    await expectFigure(editor, "params", "437 params");
    const shapes = await Promise.all(["conv", "pool", "scores"].map((path) => editor.node(path).innerText()));
    expect(shapes.map((text) => /\d+×\d+×\d+$|\b5$/m.exec(text)?.[0])).toEqual(["8×8×4", "4×4×4", "5"]);
    await screenshot("import-tfjs");
    await page.keyboard.press("Control+e");
    const dialog = page.getByRole("dialog", { name: "Export Small" });
    await expect.poll(() => dialog.getByRole("radio", { name: "From model.json" }).isChecked()).toBe(true);
    await dialog.getByRole("button", { name: "Verify" }).click();
    await dialog.getByText("ONNX Runtime gives what the engine gives").waitFor({ timeout: 60_000 });
  },
);

appTest(
  "a model that is dropped on the window opens once it is settled what becomes of the changes, and a picture does not",
  async ({ page, screenshot }) => {
    const editor = editorOf(page);
    await editor.open("resnet-cifar-20");
    await editor.select("fc");
    await page.keyboard.press("Delete");
    const overlay = page.locator(".bw-drop-target");
    await drag(page, "dragover", [{ name: "cat.png", mimeType: "image/png", buffer: Buffer.alloc(1) }]);
    expect(await overlay.isVisible()).toBe(false);
    await drag(page, "dragover", kerasFiles());
    await overlay.waitFor();
    await drag(page, "drop", kerasFiles());
    await page.getByRole("dialog", { name: "Save the changes to this network?" }).waitFor();
    await screenshot("import-asks");
    await page.getByRole("button", { name: "Cancel" }).click();
    await editor.node("stage3").waitFor();
    await drag(page, "drop", kerasFiles());
    await page.getByRole("button", { name: "Don't save" }).click();
    await expectFigure(editor, "params", "437 params");
  },
);

/** Hangs files over the window, or lets them go there. */
async function drag(page: Page, event: "dragover" | "drop", files: Files): Promise<void> {
  const plain = files.map(({ name, mimeType, buffer: bytes }) => ({
    name,
    type: mimeType,
    bytes: [...bytes],
  }));
  await page.evaluate(
    ([what, dragged]) => {
      const dataTransfer = new DataTransfer();
      for (const { name, type, bytes } of dragged) {
        dataTransfer.items.add(new File([Uint8Array.from(bytes)], name, { type }));
      }
      document.body.dispatchEvent(new DragEvent(what, { dataTransfer, bubbles: true, cancelable: true }));
    },
    [event, plain] as const,
  );
}
