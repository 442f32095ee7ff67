import { expect } from "vitest";
import { placedWeights } from "../../shared/analysis/unfold";
import { writeSafetensors } from "../../shared/formats/safetensors/write";
import { openNetwork } from "../../shared/networks/registry";
import { appTest } from "./helpers/app";
import { editorOf } from "./helpers/editor";

/** ResNet-20's weights as another program would name them, with a head for a hundred classes. */
function foreignWeights(): Buffer {
  const weights = placedWeights(openNetwork("resnet-cifar-20", { classes: 100 }));
  const arrays = weights.map(({ fullName, shape }) => {
    const size = shape.reduce((product, each) => product * each, 1);
    return [`net.${fullName}`, { shape, data: new Float32Array(size).fill(0.01) }] as const;
  });
  return Buffer.from(writeSafetensors(new Map(arrays)));
}

appTest(
  "a student takes another program's weights by order, and trains on from all but their head",
  async ({ page, screenshot }) => {
    const editor = editorOf(page);
    await editor.open("resnet-cifar-20");
    const file = { name: "foreign.safetensors", mimeType: "", buffer: foreignWeights() };
    const panel = await editor.drawer("Run");
    await panel.locator('input[accept=".safetensors"]').setInputFiles(file);
    const dialog = page.getByRole("dialog", { name: "Weights from foreign.safetensors" });
    await dialog.getByText("95 weights come from the file. 2 stay as they are drawn").waitFor();
    expect(await dialog.getByRole("radio", { checked: true }).innerText()).toContain("95 of 97");
    await screenshot("weights-by-order");
    await dialog.getByText("All by name").click();
    expect(await dialog.getByRole("button", { name: "Load" }).isEnabled()).toBe(false);
    await dialog.getByText("By order and shape").click();
    await dialog.getByRole("button", { name: "Load" }).click();
    await panel.getByText("From foreign.safetensors").waitFor();

    const train = await editor.drawer("Train");
    await train.locator('input[accept=".safetensors"]').setInputFiles(file);
    await dialog.getByRole("button", { name: "Load" }).click();
    await train.getByText("foreign.safetensors: 95 of 97 match, by order and shape.").waitFor();
    await screenshot("weights-to-start-from");
  },
);
