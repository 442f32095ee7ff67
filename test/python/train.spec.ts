import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { encode } from "fast-png";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createRandom } from "../../shared/base/random";
import { exportFormats } from "../../shared/formats/registry";
import { defaultsOf, type ParamSpecs, type ParamsOf } from "../../shared/layers/params";
import { openNetwork } from "../../shared/networks/registry";
import { pythonFor } from "./python-for";

const CLASSES = 3;
const COLOURS = [
  [220, 40, 40],
  [40, 220, 40],
  [40, 40, 220],
] as const;

const python = pythonFor("training with train.py", ["torch", "torchvision"], "python3-torchvision");

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "blockwise-train-"));
  await drawPictures("train", 12);
  await drawPictures("val", 4);
});

afterAll(() => rm(folder, { recursive: true, force: true }));

/** One colour per class, with noise. */
async function drawPictures(split: string, count: number): Promise<void> {
  const random = createRandom(1);
  for (const [index, colour] of COLOURS.entries()) {
    const place = join(folder, "data", split, `class-${index}`);
    await mkdir(place, { recursive: true });
    for (let image = 0; image < count; image++) {
      const data = Uint8Array.from({ length: 40 * 48 * 3 }, (_, at) =>
        Math.max(0, Math.min(255, (colour[at % 3] ?? 0) + 40 * random.normal())),
      );
      await writeFile(join(place, `${image}.png`), encode({ width: 48, height: 40, channels: 3, data }));
    }
  }
}

async function exportNetwork(id: string, name: string): Promise<void> {
  const { write, params } = exportFormats.require("pytorch");
  const document = openNetwork(id, { classes: CLASSES });
  const weights = { read: () => new Float32Array() };
  const options = defaultsOf(params) as ParamsOf<ParamSpecs>;
  for (const file of await write({ document, name, options, weights })) {
    if (!file.name.endsWith(".py")) continue;
    const chunks: Uint8Array[] = [];
    for await (const chunk of file.chunks()) chunks.push(chunk);
    await writeFile(join(folder, file.name), Buffer.concat(chunks));
  }
}

/** Runs the script in so many processes at once, as `torchrun` starts them, and gives what the first prints. */
async function train(script: string, epochs: number, processes = 1): Promise<readonly string[]> {
  const port = 20000 + (process.pid % 20000);
  const children = Array.from({ length: processes }, (_, rank) => {
    const env = { MASTER_ADDR: "127.0.0.1", MASTER_PORT: `${port}`, OMP_NUM_THREADS: "1" };
    const place =
      processes === 1 ? {} : { RANK: `${rank}`, LOCAL_RANK: `${rank}`, WORLD_SIZE: `${processes}` };
    const args = [script, "data", "--workers", "0", "--batch", "12", "--epochs", `${epochs}`];
    return spawn(python as string, args, {
      cwd: folder,
      env: { ...process.env, ...env, ...place },
    });
  });
  const outputs = await Promise.all(
    children.map(async (child) => {
      const [out, errors] = await Promise.all([text(child.stdout), text(child.stderr), once(child, "close")]);
      if (child.exitCode !== 0) throw new Error(errors);
      return out;
    }),
  );
  return outputs[0]?.match(/^epoch \d+\/\d+/gm) ?? [];
}

test.skipIf(python === null)(
  "the script trains, and goes on from its checkpoint when it is started again",
  async () => {
    await exportNetwork("resnet-cifar-20", "model");
    expect([await train("train.py", 1), await train("train.py", 3)]).toEqual([
      ["epoch 1/1"],
      ["epoch 2/3", "epoch 3/3"],
    ]);
  },
);

test.skipIf(python === null)("two processes train together", async () => {
  await exportNetwork("resnet-cifar-20", "pair");
  expect(await train("train_pair.py", 1, 2)).toEqual(["epoch 1/1"]);
});
