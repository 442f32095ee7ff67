import { expect, test } from "vitest";
import { run } from "./run-in-process";

const net = ["profile", "resnet-cifar-20", "--backend", "wasm", "--steps", "1", "--warm-up", "0"];

test("profile lists every layer, the slowest first, and says what was timed", async () => {
  const { code, out, err } = await run(...net);
  expect({ code, err }).toEqual({ code: 0, err: "" });
  const [head = "", , ...lines] = out.split("\n");
  expect(head.split(/\s{2,}/)).toEqual(["Layer", "Forward ms", "Share", "MACs", "GMAC/s", "Memory"]);
  const times = lines.slice(0, lines.indexOf("")).map((line) => Number(line.split(/\s{2,}/)[1]));
  expect(times.length).toBeGreaterThan(60);
  expect(times).toEqual(times.toSorted((a, b) => b - a));
  expect(out).toMatch(/ms for 1 image on wasm, 1 thread; medians of 1\. At most .*B held\./);
});

test("profile of a training step has backward times, in JSON by layer in their order", async () => {
  const { code, out } = await run(...net, "--train", "--batch", "2", "--json");
  const found = JSON.parse(out) as { layers: { path: string; backwardMs: number; macs: number }[] };
  expect(code).toBe(0);
  expect(found).toMatchObject({
    id: "resnet-cifar-20",
    backend: "wasm",
    batch: 2,
    train: true,
    steps: 1,
    waitMs: null,
  });
  const [input, first] = found.layers;
  expect([input?.path, first?.macs, (first?.backwardMs ?? 0) > 0]).toEqual(["input", 442368, true]);
});

test("profile refuses counts that are none", async () => {
  expect(await run("profile", "resnet-cifar-20", "--batch", "0")).toMatchObject({
    code: 2,
    err: expect.stringMatching(/whole number from 1/i),
  });
});
