import * as tf from "@tensorflow/tfjs-core";
import { describe, expect, test } from "vitest";
import { compilePlan } from "../../../../shared/engine/plan";
import { branchedNet, cutAfter, engineWith, onward, pictures } from "./nets";

describe("what every layer makes of a batch", () => {
  test("is told for each layer of the network, in order, with its shape", async () => {
    const engine = await engineWith(branchedNet());
    const found = await engine.activations(pictures(), onward);
    expect(found?.map(({ path, shape }) => [path, shape])).toEqual(
      compilePlan(branchedNet()).steps.map(({ path, outputShape }) => [path, outputShape]),
    );
    await engine.dispose();
  });

  test.each(["input", "conv1", "relu", "conv2", "act", "add", "gap", "fc", "softmax"])(
    "is what the network gives when it is cut behind %s",
    async (path) => {
      const batch = pictures(2);
      const [whole, part] = [
        await engineWith(branchedNet()),
        await engineWith(cutAfter(branchedNet(), path)),
      ];
      const { data, perChannel, statistics, histogram } = await whole.maps(batch, path);
      const direct = await part.run(batch);
      // Inference may fold and fuse layers, which rounds differently.
      for (const [at, value] of data.entries()) expect(value).toBeCloseTo(direct.data[at] ?? Number.NaN, 5);
      const channels = direct.shape.at(-1) ?? 1;
      for (const [channel, own] of perChannel.entries()) {
        const values = [...direct.data].filter((_, index) => index % channels === channel);
        expect(own).toEqual(describeNumbers(values));
      }
      expect(statistics).toEqual(describeNumbers([...direct.data]));
      expect(histogram.reduce((sum, count) => sum + count, 0)).toBe(direct.data.length);
      const thumbnails = await whole.activations(batch, onward);
      expect(thumbnails?.find((each) => each.path === path)?.statistics).toEqual(statistics);
      await whole.dispose();
      await part.dispose();
    },
  );

  test("shows the most varied channels on one scale, and counts the silent ones", async () => {
    const engine = await engineWith(branchedNet());
    const found = await engine.activations(pictures(), onward);
    const maps = await engine.maps(pictures(), "relu");
    const relu = found?.find(({ path }) => path === "relu");
    const spreads = maps.perChannel.map(({ std }) => std);
    const { channels = [], data, min = 0, max = 0, width = 0, height = 0 } = relu?.strip ?? {};
    expect(channels).toEqual([...spreads.keys()].sort((a, b) => (spreads[b] ?? 0) - (spreads[a] ?? 0)));
    expect([width, height, data?.length]).toEqual([5, 6, 150]);
    // No map here is larger than a tile, so a tile is the map.
    for (const [tile, channel] of channels.entries()) {
      for (let at = 0; at < 30; at++) {
        const value = maps.data[at * 5 + channel] ?? Number.NaN;
        const shown = ((data?.[tile * 30 + at] ?? 0) / 255) * (max - min) + min;
        expect(Math.abs(shown - value)).toBeLessThanOrEqual((max - min) / 500);
      }
    }
    expect(relu?.silent).toBe(maps.perChannel.filter((each) => each.zeros === 1).length);
    await engine.dispose();
  });

  test("can be left in the middle, and leaves no tensor behind either way", async () => {
    const engine = await engineWith(branchedNet());
    const before = tf.memory().numTensors;
    expect(await engine.activations(pictures(), () => false)).toBeNull();
    expect(tf.memory().numTensors).toBe(before);
    await engine.activations(pictures(), onward);
    await engine.maps(pictures(), "act");
    expect(tf.memory().numTensors).toBe(before);
    await engine.dispose();
  });

  test("is refused for another network's input and for layers that are not there", async () => {
    const engine = await engineWith(branchedNet());
    await expect(
      engine.activations({ shape: [1, 2, 2, 3], data: new Float32Array(12) }, onward),
    ).rejects.toThrow(/takes images of 12×10×3/);
    await expect(engine.maps(pictures(), "conv9")).rejects.toThrow(/no layer "conv9"/);
    await engine.dispose();
  });

  test("says so when another network is loaded meanwhile", async () => {
    const engine = await engineWith(branchedNet());
    const looking = engine.activations(pictures(), async () => {
      await engine.load({ document: cutAfter(branchedNet(), "fc"), seed: 1 });
      return true;
    });
    await expect(looking).rejects.toThrow(/loaded, or another backend chosen, meanwhile/);
    await engine.dispose();
  });
});

test("filters are the weights of the file, in its order, and only those on the picture read it", async () => {
  const engine = await engineWith(branchedNet());
  const [first, second, none] = [
    await engine.filters("conv1"),
    await engine.filters("conv2"),
    await engine.filters("fc"),
  ];
  expect([first?.shape, first?.readsImage]).toEqual([[5, 3, 3, 3], true]);
  expect([second?.shape, second?.readsImage]).toEqual([[5, 1, 3, 3], false]);
  expect(none).toBeNull();
  // Loaded again from what was saved, they stay the same.
  const weights = await engine.exportWeights();
  await engine.load({ document: branchedNet(), weights, seed: 9 });
  expect(await engine.filters("conv1")).toEqual(first);
  await engine.dispose();
});

function describeNumbers(values: readonly number[]) {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
  return {
    mean: expect.closeTo(mean, 5),
    std: expect.closeTo(Math.sqrt(variance), 5),
    min: expect.closeTo(Math.min(...values), 5),
    max: expect.closeTo(Math.max(...values), 5),
    zeros: values.filter((value) => value === 0).length / values.length,
  };
}
