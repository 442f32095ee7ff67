import * as tf from "@tensorflow/tfjs-core";
import { expect, test } from "vitest";
import type { RunSpec } from "../../../shared/contracts/run";
import { DEFAULT_OPTIMISERS } from "../../../shared/contracts/run-defaults";
import { augmentations } from "../../../shared/data/augmentations";
import { createNodeEngine } from "../../../shared/engine/create-node-engine";
import { smallRun } from "../../helpers/resumed-run";

const STEPS = 1000;
const LOOK_EVERY = 7;

const EVERYTHING: Partial<RunSpec> = {
  epochs: 200,
  steps: STEPS,
  optimiser: DEFAULT_OPTIMISERS.adamw,
  augmentation: augmentations.all.map((row) => row.defaults),
  schedule: { kind: "plateau", warmup: 10, patience: 3, factor: 0.7 },
  keepBest: true,
  labelSmoothing: 0.1,
  clipNorm: 1,
  layersEvery: LOOK_EVERY,
};

test("a training holds as much after a thousand steps as after twenty, checkpoints and all", async () => {
  const engine = createNodeEngine();
  await engine.setBackend("wasm");
  const held = new Set<string>();
  let checkpoints = 0;
  const { steps } = await engine.train(
    smallRun(EVERYTHING),
    (event) => {
      if (event.kind === "checkpoint") checkpoints++;
      if (event.kind === "phase") return;
      // After a look at the layers its figures are still there, to be told.
      const isLook = event.step % LOOK_EVERY === 0 || event.step === STEPS;
      if (event.kind !== "report" || event.step < 20 || isLook) return;
      const { numTensors, numBytes } = tf.memory();
      const { wasm } = tf.backend() as unknown as { readonly wasm: { readonly HEAPU8: Uint8Array } };
      held.add(`${numTensors} tensors, ${numBytes} bytes, heap of ${wasm.HEAPU8.byteLength}`);
    },
    { checkpoints: { everySteps: 50 } },
  );
  await engine.dispose();
  expect({ steps, checkpoints, held: [...held] }).toEqual({
    steps: 1000,
    checkpoints: 19,
    held: [held.values().next().value],
  });
});
