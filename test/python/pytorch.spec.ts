import { type ChildProcess, spawn } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";
import * as tf from "@tensorflow/tfjs-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { channelsFirst } from "../../shared/base/channels-first";
import { createRandom } from "../../shared/base/random";
import { compilePlan } from "../../shared/engine/plan";
import { infer } from "../../shared/engine/train/infer";
import { WeightStore } from "../../shared/engine/weights/weight-store";
import { writeNpy } from "../../shared/formats/npy/write";
import { writeModel } from "../../shared/formats/pytorch/write-model";
import { writeSafetensors } from "../../shared/formats/safetensors/write";
import type { Document } from "../../shared/graph/document";
import { elementsOf } from "../../shared/layers/shape";
import { networks } from "../../shared/networks/registry";
import { startTestBackend } from "../helpers/engine-backends";
import { reducedNetwork } from "../helpers/reduced-network";
import { variedWeights } from "../helpers/varied-weights";

const TOLERANCE = 1e-4;

let folder: string;
let python: ChildProcess;
let answers: AsyncIterator<string>;

beforeAll(async () => {
  await startTestBackend("wasm");
  folder = await mkdtemp(join(tmpdir(), "blockwise-pytorch-"));
  const script = resolve(import.meta.dirname, "pytorch.py");
  python = spawn(process.env.BLOCKWISE_PYTHON ?? "python3", [script], { stdio: ["pipe", "pipe", "inherit"] });
  if (!python.stdout) throw new Error("Python gives no output");
  answers = createInterface({ input: python.stdout })[Symbol.asyncIterator]();
});

afterAll(async () => {
  python.stdin?.end();
  await rm(folder, { recursive: true, force: true });
});

/** Writes the network, its weights, an image and what we make of it. */
async function write(
  document: Document,
): Promise<{ readonly className: string; readonly parameters: number }> {
  const plan = compilePlan(document);
  const values = variedWeights(plan);
  const random = createRandom(1);
  const image = {
    shape: [1, ...plan.inputShape],
    data: Float32Array.from({ length: elementsOf(plan.inputShape) }, () => random.normal()),
  };
  const store = new WeightStore(plan, values);
  const data = await infer(plan, store, tf.tensor(image.data, image.shape), plan.output);
  store.dispose();
  const output = channelsFirst({ shape: [1, ...plan.outputShape], data });
  const { text, className } = writeModel(document);
  const files = {
    "model.py": text,
    "model.safetensors": new Uint8Array(writeSafetensors(values)),
    "input.npy": new Uint8Array(writeNpy(channelsFirst(image))),
    "output.npy": new Uint8Array(writeNpy(output)),
  };
  await Promise.all(Object.entries(files).map(([name, content]) => writeFile(join(folder, name), content)));
  const trainable = plan.weights.filter((weight) => weight.trainable);
  const parameters = trainable.reduce((sum, { shape }) => sum + shape.reduce((a, b) => a * b, 1), 0);
  return { className, parameters };
}

const WITH_AUXILIARY = ["googlenet", "inception-v3"].map((id) => ({ id, params: { aux: true } }));

test.each([...networks.all.map(({ id }) => ({ id, params: {} })), ...WITH_AUXILIARY])(
  "$id ($params) gives in PyTorch what it gives here",
  async ({ id, params }) => {
    const { className, parameters } = await write(reducedNetwork(id, 4, params));
    python.stdin?.write(`${JSON.stringify({ folder, className })}\n`);
    const answer = JSON.parse((await answers.next()).value);
    expect(answer).toEqual({ parameters, difference: expect.any(Number) });
    expect(answer.difference).toBeLessThan(TOLERANCE);
  },
);
