import { describe, expect, test } from "vitest";
import type { BackendId } from "../../../shared/contracts/engine";
import {
  adapterReason,
  type BackendCandidate,
  isSoftwareAdapter,
  type Probe,
  rankBackends,
  startBackend,
} from "../../../shared/engine/backends";
import { nodeBackends } from "../../../shared/engine/backends-node";
import { EngineSession } from "../../../shared/engine/engine-session";
import { onnxRuntime } from "../../../shared/engine/verify/onnxruntime-node";

function candidate(id: BackendId, probe: Partial<Probe> | Error): BackendCandidate {
  return {
    id,
    probe: async () => {
      if (probe instanceof Error) throw probe;
      return { available: true, software: false, reason: `${id} is here`, ...probe };
    },
    register: async () => {
      throw new Error("the driver crashed");
    },
  };
}

async function ranked(...candidates: readonly BackendCandidate[]) {
  return (await rankBackends(candidates)).map(({ id, available, reason }) => ({ id, available, reason }));
}

describe("ranking backends", () => {
  test("real GPUs come first, then WASM, then plain JavaScript", async () => {
    const all = (["cpu", "wasm", "webgl", "webgpu"] as const).map((id) => candidate(id, {}));
    expect((await ranked(...all)).map(({ id }) => id)).toEqual(["webgpu", "webgl", "wasm", "cpu"]);
  });

  test("GPUs emulated in software rank below WASM, and say so", async () => {
    const software = { software: true, reason: adapterReason("SwiftShader", true) };
    const found = await ranked(
      candidate("webgpu", software),
      candidate("webgl", software),
      candidate("cpu", {}),
      candidate("wasm", {}),
    );
    expect(found.map(({ id }) => id)).toEqual(["wasm", "webgpu", "webgl", "cpu"]);
    expect(found[1]?.reason).toBe("software adapter (SwiftShader): ranks below WASM");
  });

  test("what is missing or fails to answer comes last, with its reason", async () => {
    const found = await ranked(
      candidate("webgpu", new Error("no adapter")),
      candidate("webgl", { available: false, reason: "switched off" }),
      candidate("cpu", {}),
    );
    expect(found).toEqual([
      { id: "cpu", available: true, reason: "cpu is here" },
      { id: "webgpu", available: false, reason: "no adapter" },
      { id: "webgl", available: false, reason: "switched off" },
    ]);
  });

  test.each([
    ["ANGLE (Google, Vulkan 1.3.0 (SwiftShader Device (Subzero)), SwiftShader driver)", true],
    ["llvmpipe (LLVM 15.0.6, 256 bits)", true],
    ["Microsoft Basic Render Driver", true],
    ["google swiftshader", true],
    ["ANGLE (NVIDIA, NVIDIA GeForce RTX 3060, OpenGL 4.5)", false],
    ["Apple M2", false],
    ["intel gen-12lp", false],
  ])("%s: software is %s", (name, software) => {
    expect(isSoftwareAdapter(name)).toBe(software);
  });

  test("one that does not start says which and why", async () => {
    const [webgl] = await rankBackends([candidate("webgl", {})]);
    if (!webgl) throw new Error("nothing ranked");
    await expect(startBackend(webgl)).rejects.toThrow(
      "WebGL did not start: the driver crashed. Choose another.",
    );
  });
});

test("calls of the engine that come at once start one backend, once", async () => {
  const cpu = nodeBackends.find(({ id }) => id === "cpu") as BackendCandidate;
  let starts = 0;
  const counted = { ...cpu, started: () => void starts++ };
  const engine = new EngineSession([counted], onnxRuntime);
  const [first, second] = await Promise.all([engine.describe(), engine.describe()]);
  expect({ starts, first: first.backend, second: second.backend }).toEqual({
    starts: 1,
    first: "cpu",
    second: "cpu",
  });
});
