import { expect } from "vitest";
import { appTest } from "./helpers/app";
import { editorOf } from "./helpers/editor";

/** What a worker notes of the modules it makes; the engine's are made at once, tfjs's asynchronously. */
interface Notes {
  made?: { readonly memory: string; readonly kernels: readonly string[] }[];
}

appTest("training on threads runs our SIMD kernels on the shared memory", async ({ page }) => {
  page.on("worker", (worker) => {
    worker
      .evaluate(() => {
        const notes = globalThis as unknown as Notes;
        notes.made = [];
        const Instance = WebAssembly.Instance;
        WebAssembly.Instance = new Proxy(Instance, {
          construct(target, [module, imports]: [WebAssembly.Module, WebAssembly.Imports | undefined]) {
            const instance = new target(module, imports);
            const memory = imports?.env?.memory as WebAssembly.Memory | undefined;
            notes.made?.push({
              memory: memory ? memory.buffer.constructor.name : "",
              kernels: Object.keys(instance.exports),
            });
            return instance;
          },
        });
      })
      // Workers that end at once cannot be asked.
      .catch(() => {});
  });
  const editor = editorOf(page);
  await editor.open("resnet-cifar-20");
  const train = await editor.drawer("Train");
  await train.getByRole("textbox", { name: "Training images", exact: true }).fill("64");
  await train.getByRole("textbox", { name: "Test images", exact: true }).fill("16");
  await train.getByRole("textbox", { name: "Epochs", exact: true }).fill("1");
  await train.getByRole("button", { name: "Start training" }).click();
  await train.getByText("Test accuracy").waitFor({ timeout: 100_000 });
  const notes = await Promise.all(
    page.workers().map((worker) => worker.evaluate(() => (globalThis as unknown as Notes).made ?? [])),
  );
  const ours = notes.flat().filter(({ kernels }) => kernels.includes("batchNormTrain"));
  expect(ours.map(({ memory }) => memory)).toEqual(["SharedArrayBuffer"]);
});
