import * as tf from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, test } from "vitest";
import { createBuilder } from "../../../shared/blocks/builder";
import type { ImageSet, RunSpec, TrainEvent, TrainingImages } from "../../../shared/contracts/run";
import { createNodeEngine } from "../../../shared/engine/create-node-engine";
import { type Document, emptyDocument } from "../../../shared/graph/document";
import { openNetwork } from "../../../shared/networks/registry";

/** Convolution, batch norm, dropout, a merge and a softmax: everything that training has to be right about. */
function smallNet(head: "global-avg-pool" | "flatten" = "global-avg-pool"): Document {
  const builder = createBuilder();
  builder.layer("input", "input", { height: 16, width: 16, channels: 3 });
  const stem = builder.layer("conv1", "conv2d", { filters: 8, stride: [2, 2], bias: false });
  builder.layer("bn", "batch-norm");
  const relu = builder.layer("relu", "relu");
  builder.layer("conv2", "conv2d", { filters: 8 });
  const last = builder.last;
  builder.layer("add", "add", {}, [last, relu]);
  builder.layer("pool", head);
  builder.layer("drop", "dropout", { rate: 0.1 });
  builder.layer("fc", "dense", { units: 3 });
  builder.layer("softmax", "softmax");
  expect(stem.node).toBe("conv1");
  return { ...emptyDocument("small"), graph: builder.build() };
}

/** Nothing in it moves but by the optimiser: no statistics. */
function statelessNet(): Document {
  const builder = createBuilder();
  builder.layer("input", "input", { height: 16, width: 16, channels: 3 });
  builder.layer("conv", "conv2d", { filters: 4, stride: [2, 2] });
  builder.layer("pool", "global-avg-pool");
  builder.layer("fc", "dense", { units: 3 });
  builder.layer("softmax", "softmax");
  return { ...emptyDocument("plain"), graph: builder.build() };
}

function spec(change: Partial<RunSpec> = {}): RunSpec {
  return {
    document: smallNet(),
    seed: 5,
    data: { dataset: "shapes", size: 16, classes: 3, trainCount: 48, testCount: 12 },
    batch: 16,
    epochs: 2,
    optimiser: { kind: "sgd", momentum: 0.9 },
    learningRate: 0.05,
    weightDecay: 1e-4,
    reportEvery: 1,
    ...change,
  };
}

async function engineOn(backend: "wasm" | "cpu") {
  const engine = createNodeEngine();
  await engine.setBackend(backend);
  return engine;
}

async function lossesOf(run: RunSpec, backend: "wasm" | "cpu" = "wasm"): Promise<number[]> {
  const engine = await engineOn(backend);
  const losses: number[] = [];
  await engine.train(run, (event) => {
    if (event.kind === "report") losses.push(event.loss);
  });
  await engine.dispose();
  return losses;
}

describe("people's own images", () => {
  /** Two classes that differ in brightness alone. */
  function imageSet(count: number): ImageSet {
    const labels = Int32Array.from({ length: count }, (_, index) => index % 2);
    const pixels = new Uint8Array(count * 768).map((_, at) => 40 + 150 * ((at / 768) & 1) + (at % 7));
    return { size: 16, count, pixels, labels };
  }
  const own: TrainingImages = {
    train: imageSet(32),
    test: imageSet(9),
    classNames: ["dark", "light", "none"],
    mean: [0.4, 0.4, 0.4],
    std: [0.2, 0.2, 0.2],
  };

  test("are trained and tested on in place of a built-in dataset", async () => {
    const engine = await engineOn("wasm");
    const { confusion, ...result } = await engine.train(spec({ images: own, epochs: 10 }), () => {});
    await engine.dispose();
    expect({ ...result, testLoss: result.testLoss < 0.5 }).toEqual({
      steps: 20,
      cancelled: false,
      testLoss: true,
      testAccuracy: 1,
      classNames: own.classNames,
      memory: { tensors: expect.any(Number), total: expect.any(Number) },
    });
    expect(confusion).toEqual([
      [5, 0, 0],
      [0, 4, 0],
      [0, 0, 0],
    ]);
  });

  test.each<{ what: string; change: Partial<TrainingImages>; message: RegExp }>([
    { what: "no test image", change: { test: imageSet(0) }, message: /at least one image in each split/ },
    {
      what: "too few pixels",
      change: { train: { ...imageSet(4), pixels: new Uint8Array(5) } },
      message: /4 images of 16×16 came with 5 bytes and 4 labels/,
    },
    {
      what: "an unknown class",
      change: { train: { ...imageSet(1), labels: Int32Array.of(3) } },
      message: /An image is of class 3\. Expected 0 to 2\./,
    },
    { what: "too few classes", change: { classNames: ["dark", "light"] }, message: /the data has 2 classes/ },
  ])("with $what are refused", async ({ change, message }) => {
    const engine = await engineOn("cpu");
    await expect(engine.train(spec({ images: { ...own, ...change } }), () => {})).rejects.toThrow(message);
    await engine.dispose();
  });
});

describe("augmentation", () => {
  test("changes what is trained on, alike for one seed, and never what is tested on", async () => {
    const augmentation = [
      { kind: "flip", probability: 0.5 },
      { kind: "crop", padding: 4 },
    ] as const;
    // A learning rate too small to move a float: both runs test the same weights.
    const still = { learningRate: 1e-30, weightDecay: 0 };
    const tested = async (change: Partial<RunSpec>) => {
      const engine = await engineOn("wasm");
      const net = statelessNet();
      const { testLoss } = await engine.train(spec({ document: net, ...still, ...change }), () => {});
      await engine.dispose();
      return testLoss;
    };
    const losses = await lossesOf(spec({ augmentation }));
    expect(await lossesOf(spec({ augmentation }))).toEqual(losses);
    expect(await lossesOf(spec())).not.toEqual(losses);
    expect(await tested({ augmentation })).toBe(await tested({}));
  });
});

describe("training", () => {
  test("reports every step, every epoch and every phase", async () => {
    const engine = await engineOn("wasm");
    const events: TrainEvent[] = [];
    const result = await engine.train(spec(), (event) => events.push(event));
    const reports = events.filter((event) => event.kind === "report");
    expect(reports.map(({ step, epoch, totalSteps }) => [step, epoch, totalSteps])).toEqual([
      [1, 1, 6],
      [2, 1, 6],
      [3, 1, 6],
      [4, 2, 6],
      [5, 2, 6],
      [6, 2, 6],
    ]);
    expect(events.filter((event) => event.kind === "epoch").map(({ step, epoch }) => [step, epoch])).toEqual([
      [3, 1],
      [6, 2],
    ]);
    expect(new Set(events.map((event) => (event.kind === "phase" ? event.phase : event.kind)))).toEqual(
      new Set(["compiling", "making data", "training", "report", "testing", "epoch"]),
    );
    const { confusion, testAccuracy, ...rest } = result;
    const counts = confusion.flat().reduce((sum, count) => sum + count, 0);
    const onDiagonal = confusion.reduce((sum, row, index) => sum + (row[index] ?? 0), 0);
    expect([counts, onDiagonal / counts]).toEqual([12, testAccuracy]);
    expect(rest).toMatchObject({ steps: 6, cancelled: false, classNames: ["Arrow", "Sailing boat", "Car"] });
  });

  test.each([
    { kind: "sgd", momentum: 0.9 },
    { kind: "adam", beta1: 0.9, beta2: 0.999, epsilon: 1e-8 },
  ] as const)("the loss of two batches falls when they are learned by heart, by $kind", async (optimiser) => {
    const data = { dataset: "shapes", size: 16, classes: 3, trainCount: 32, testCount: 4 };
    const learningRate = optimiser.kind === "adam" ? 0.01 : 0.02;
    const document = smallNet("flatten");
    const losses = await lossesOf(spec({ document, data, epochs: 20, optimiser, learningRate }));
    const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
    expect(mean(losses.slice(-4))).toBeLessThan(0.3 * mean(losses.slice(0, 4)));
  });

  test("the same seed gives the same losses, another seed others", async () => {
    const [first, again, other] = [
      await lossesOf(spec()),
      await lossesOf(spec()),
      await lossesOf(spec({ seed: 6 })),
    ];
    expect(again).toEqual(first);
    expect(other).not.toEqual(first);
  });

  test("WASM and plain JavaScript learn alike", async () => {
    const run = spec({ steps: 3 });
    const [wasm, cpu] = [await lossesOf(run, "wasm"), await lossesOf(run, "cpu")];
    for (const [index, loss] of wasm.entries()) expect(loss).toBeCloseTo(cpu[index] ?? 0, 3);
  });

  test("no tensor stays behind from step to step", async () => {
    const engine = await engineOn("wasm");
    const counts: number[] = [];
    await engine.train(spec(), (event) => {
      if (event.kind === "report") counts.push(tf.memory().numTensors);
    });
    // The first step makes the optimiser's slots.
    expect(new Set(counts.slice(1)).size).toBe(1);
    await engine.dispose();
  });

  test("pauses, goes on and comes to the same end", async () => {
    const straight = await lossesOf(spec());
    const engine = await engineOn("wasm");
    const losses: number[] = [];
    const phases: string[] = [];
    const done = engine.train(spec(), (event) => {
      if (event.kind === "phase") phases.push(event.phase);
      if (event.kind === "phase" && event.phase === "paused") void engine.resume();
      if (event.kind !== "report") return;
      losses.push(event.loss);
      if (event.step === 2) void engine.pause();
    });
    await done;
    expect(losses).toEqual(straight);
    expect(phases.slice(phases.indexOf("paused")).slice(0, 2)).toEqual(["paused", "training"]);
  });

  test("cancels between steps and keeps what was learned", async () => {
    const engine = await engineOn("wasm");
    const result = await engine.train(spec({ epochs: 100 }), (event) => {
      if (event.kind === "report" && event.step === 4) void engine.cancel();
    });
    expect(result).toMatchObject({ steps: 4, cancelled: true });
    expect((await engine.run({ shape: [1, 16, 16, 3], data: new Float32Array(768) })).shape).toEqual([1, 3]);
  });

  test("a run cancelled before its first step leaves what was loaded", async () => {
    const engine = await engineOn("wasm");
    await engine.load({ document: smallNet(), seed: 3 });
    const before = await engine.exportWeights();
    const result = await engine.train(spec({ data: { ...spec().data, trainCount: 100_000 } }), (event) => {
      if (event.kind === "phase" && event.phase === "making data") void engine.cancel();
    });
    expect(result).toMatchObject({ steps: 0, cancelled: true, classNames: ["Arrow", "Sailing boat", "Car"] });
    expect(await engine.exportWeights()).toEqual(before);
  });

  test("the epoch's share of steps ends the run early", async () => {
    expect(await lossesOf(spec({ epochs: 9, steps: 4 }))).toHaveLength(4);
  });

  test.each([
    {
      what: "a loss that is no number",
      change: { learningRate: 1e20 },
      message: /no longer a number.*learning rate of 100000000000000000000/,
    },
    {
      what: "data of another size",
      change: { data: { ...spec().data, size: 32 } },
      message: /takes 16×16×3 and the data is 32×32×3/,
    },
    {
      what: "another number of classes",
      change: { data: { ...spec().data, classes: 4 } },
      message: /ends in 3 outputs.*4 classes/,
    },
    {
      what: "an unknown dataset",
      change: { data: { ...spec().data, dataset: "shaps" } },
      message: /"shapes"/,
    },
  ])("stops at $what", async ({ change, message }) => {
    const engine = await engineOn("wasm");
    const before = tf.memory().numTensors;
    await expect(engine.train(spec(change), () => undefined)).rejects.toThrow(message);
    expect(tf.memory().numTensors).toBe(before);
  });

  test("one run at a time, and no other backend meanwhile", async () => {
    const engine = await engineOn("wasm");
    const refused: string[] = [];
    const note = (thrown: unknown) => refused.push(String(thrown));
    await engine.train(spec({ steps: 1 }), (event) => {
      if (event.kind !== "report") return;
      engine.setBackend("cpu").catch(note);
      engine.train(spec(), () => undefined).catch(note);
    });
    expect(refused.map((each) => each.includes("while a training runs"))).toEqual([true, true]);
  });
});

describe("running", () => {
  const images = { shape: [2, 16, 16, 3], data: Float32Array.from({ length: 1536 }, (_, i) => Math.sin(i)) };

  test("weights survive export, import and a change of backend", async () => {
    const engine = await engineOn("wasm");
    await engine.load({ document: smallNet(), seed: 3 });
    const first = await engine.run(images);
    const file = await engine.exportWeights();
    await engine.setBackend("cpu");
    const onCpu = await engine.run(images);
    const other = await engineOn("wasm");
    await other.load({ document: smallNet(), weights: file, seed: 4 });
    const loaded = await other.run(images);
    expect(loaded).toEqual(first);
    for (const [index, value] of first.data.entries()) expect(onCpu.data[index]).toBeCloseTo(value, 5);
  });

  test("frees every tensor but the weights and what it keeps of them, in the end those too", async () => {
    const engine = await engineOn("wasm");
    const empty = tf.memory().numTensors;
    await engine.load({ document: smallNet(), seed: 3 });
    await engine.run(images);
    const before = tf.memory().numTensors;
    await engine.run(images);
    expect(tf.memory().numTensors).toBe(before);
    await engine.dispose();
    expect(tf.memory().numTensors).toBe(empty);
  });

  test.each([
    { what: "images of another size", batch: { shape: [1, 8, 8, 3], data: new Float32Array(192) } },
    { what: "too few numbers", batch: { shape: [1, 16, 16, 3], data: new Float32Array(5) } },
  ])("refuses $what", async ({ batch }) => {
    const engine = await engineOn("wasm");
    await engine.load({ document: smallNet(), seed: 3 });
    await expect(engine.run(batch)).rejects.toThrow(/takes images of 16×16×3/);
  });

  test("says what does not fit in a file of weights", async () => {
    const engine = await engineOn("wasm");
    await engine.load({ document: smallNet(), seed: 3 });
    const weights = await engine.exportWeights();
    const other = openNetwork("resnet-cifar-20");
    await expect(engine.load({ document: other, weights, seed: 1 })).rejects.toThrow(
      /do not fit this network: .* is missing; .*and \d+ more\. Load the weights/,
    );
  });

  test("asks for a network first", async () => {
    await expect((await engineOn("wasm")).run(images)).rejects.toThrow(/No network is loaded/);
  });
});

describe("backends", () => {
  beforeAll(() => expect(tf.engine().backendNames()).toContain("wasm"));

  test("are told in order of preference, with reasons", async () => {
    const { backends, backend, threads } = await createNodeEngine().describe();
    const available = backends.filter((each) => each.available).map(({ id }) => id);
    expect(available[0]).toBe(backend);
    expect(available.indexOf("wasm")).toBeLessThan(available.indexOf("cpu"));
    expect(backends.every(({ reason }) => reason.length > 0)).toBe(true);
    expect(threads).toBe(1);
  });

  test("that do not exist are refused", async () => {
    await expect(createNodeEngine().setBackend("webgl")).rejects.toThrow(/WebGL does not exist/);
  });
});
