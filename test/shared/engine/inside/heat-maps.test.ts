import * as tf from "@tensorflow/tfjs-core";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Batch } from "../../../../shared/contracts/engine";
import { offsets } from "../../../../shared/engine/inside/occlusion";
import { branchedNet, cutAfter, engineWith, onward, pictures } from "./nets";

type Engine = Awaited<ReturnType<typeof engineWith>>;

const CLASS = 2;

async function scoreOf(engine: Engine, batch: Batch): Promise<number> {
  return (await engine.run(batch)).data[CLASS] ?? Number.NaN;
}

/** Central differences of the class's score by every number of a batch. */
async function differences(engine: Engine, batch: Batch, step: number): Promise<Float64Array> {
  const found = new Float64Array(batch.data.length);
  for (let at = 0; at < found.length; at++) {
    const moved = (by: number): Batch => {
      const data = batch.data.slice();
      data[at] = (data[at] as number) + by;
      return { ...batch, data };
    };
    const [up, down] = [await scoreOf(engine, moved(step)), await scoreOf(engine, moved(-step))];
    found[at] = (up - down) / (2 * step);
  }
  return found;
}

/** The layers behind `add`, fed its maps: a network of its own with the same weights. */
async function headEngine(engine: Engine) {
  const document = branchedNet();
  const { nodes, edges } = document.graph;
  const source = { ...nodes.input, params: { height: 6, width: 5, channels: 5 } };
  const graph = {
    nodes: Object.fromEntries([
      ["input", source],
      ...Object.entries(nodes).filter(([id]) => id === "gap" || id === "fc"),
    ]),
    edges: Object.fromEntries([
      ["a", { from: { node: "input", port: 0 }, to: { node: "gap", port: 0 } }],
      ...Object.entries(edges).filter(([, { from }]) => from.node === "gap"),
    ]),
  };
  const head = await engineWith({ ...document, graph } as typeof document, "wasm");
  // Weights are drawn by name and seed, so they are the same without being copied.
  const probe = await engine.maps(pictures(), "add");
  const direct = await head.run({ shape: [1, 6, 5, 5], data: probe.data });
  const scores = await engine.maps(pictures(), "fc");
  for (const [index, score] of scores.data.entries()) expect(direct.data[index]).toBeCloseTo(score, 5);
  return { head, maps: probe };
}

describe("Grad-CAM", () => {
  test("weights maps by finite differences of the class's score", async () => {
    const engine = await engineWith(branchedNet());
    const { head, maps } = await headEngine(engine);
    const gradient = await differences(head, { shape: [1, 6, 5, 5], data: maps.data }, 0.05);
    const expected = Array.from({ length: 30 }, (_, place) => {
      let sum = 0;
      for (let channel = 0; channel < 5; channel++) {
        let weight = 0;
        for (let at = 0; at < 30; at++) weight += (gradient[at * 5 + channel] ?? 0) / 30;
        sum += weight * (maps.data[place * 5 + channel] ?? 0);
      }
      return Math.max(0, sum);
    });
    const found = await engine.gradCam(pictures(), { classIndex: CLASS });
    expect([found.path, found.rows, found.columns]).toEqual(["add", 6, 5]);
    for (const [at, value] of found.data.entries()) expect(value).toBeCloseTo(expected[at] ?? Number.NaN, 4);
    expect(Math.max(...expected)).toBeGreaterThan(0);
    expect(found.score).toBeCloseTo((await engine.maps(pictures(), "fc")).data[CLASS] ?? Number.NaN, 5);
    await head.dispose();
    await engine.dispose();
  });

  test.each(["wasm", "cpu"] as const)(
    "reads any maps in front of the scores on %s, and frees all it made",
    async (backend) => {
      const engine = await engineWith(branchedNet(), backend);
      const before = tf.memory().numTensors;
      for (const path of ["input", "conv1", "bn", "relu", "conv2", "act", "add"]) {
        const { data, rows, columns } = await engine.gradCam(pictures(), { classIndex: 0, path });
        expect([data.length, data.every((value) => value >= 0)]).toEqual([rows * columns, true]);
      }
      expect(tf.memory().numTensors).toBe(before);
      await expect(engine.gradCam(pictures(), { classIndex: 0, path: "gap" })).rejects.toThrow(/is no map/);
      await expect(engine.gradCam(pictures(), { classIndex: 4 })).rejects.toThrow(/no class 4: .* ends in 4/);
      await expect(engine.gradCam(pictures(2), { classIndex: 0 })).rejects.toThrow(/one picture/);
      expect(tf.memory().numTensors).toBe(before);
      await engine.dispose();
    },
  );
});

test("saliency is the largest of a pixel's finite differences", async () => {
  const engine = await engineWith(branchedNet());
  const scores = await engineWith(cutAfter(branchedNet(), "fc"));
  const gradient = await differences(scores, pictures(), 0.002);
  const { data } = await engine.saliency(pictures(), CLASS);
  let apart = 0;
  for (let pixel = 0; pixel < 120; pixel++) {
    const expected = Math.max(...gradient.slice(pixel * 3, pixel * 3 + 3).map(Math.abs));
    // At a kink of the ReLU the two sides differ; there are few.
    if (Math.abs((data[pixel] ?? 0) - expected) > 0.02 * Math.abs(expected) + 2e-4) apart++;
  }
  expect(apart).toBeLessThan(4);
  await engine.dispose();
  await scores.dispose();
});

describe("occlusion", () => {
  const spec = { classIndex: CLASS, size: 4, stride: 3, fill: [0.1, 0, -0.1] };

  test("is the probability of running each covered picture by itself", async () => {
    const engine = await engineWith(branchedNet());
    const found = await engine.occlusion(pictures(), spec, onward);
    expect([found?.rows, found?.columns]).toEqual([4, 3]);
    expect(found?.whole).toBeCloseTo(await scoreOf(engine, pictures()), 6);
    const expected: number[] = [];
    for (const top of [0, 3, 6, 8]) {
      for (const left of [0, 3, 6]) {
        const { shape, data } = pictures();
        for (let y = top; y < top + 4; y++) {
          for (let x = left; x < left + 4; x++) data.set(spec.fill, (y * 10 + x) * 3);
        }
        expected.push(await scoreOf(engine, { shape, data }));
      }
    }
    for (const [at, value] of expected.entries()) expect(found?.data[at]).toBeCloseTo(value, 6);
    await engine.dispose();
  });

  test("tells how far it is, and ends when told to", async () => {
    const engine = await engineWith(branchedNet());
    const told: string[] = [];
    await engine.occlusion(pictures(), spec, (done, total) => {
      told.push(`${done} of ${total}`);
      return true;
    });
    expect([told[0], told.at(-1)]).toEqual(["0 of 12", "12 of 12"]);
    expect(await engine.occlusion(pictures(), spec, () => false)).toBeNull();
    await expect(engine.occlusion(pictures(), { ...spec, size: 11 }, onward)).rejects.toThrow(
      /A patch of 11 pixels .* does not go over a picture of 12×10×3/,
    );
    await engine.dispose();
  });

  test("covers every pixel, whatever the size and the step", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 60 }),
        fc.integer({ min: 1, max: 60 }),
        fc.nat(60),
        (a, b, stride) => {
          const [size, side] = [Math.min(a, b), Math.max(a, b)];
          const step = 1 + (stride % size);
          const places = offsets(side, { size, stride: step });
          const covered = new Set(places.flatMap((at) => Array.from({ length: size }, (_, i) => at + i)));
          return covered.size === side && places.every((at) => at >= 0 && at + size <= side);
        },
      ),
    );
  });
});
