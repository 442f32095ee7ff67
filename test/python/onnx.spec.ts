import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { writeChunks } from "../../electron/cli/files";
import { createNodeEngine } from "../../shared/engine/create-node-engine";
import { readOnnx } from "../../shared/formats/onnx/read/read-onnx";
import { writeOnnx } from "../../shared/formats/onnx/write";
import type { Document } from "../../shared/graph/document";
import { networks } from "../../shared/networks/registry";
import { reducedNetwork } from "../helpers/reduced-network";
import { findPython } from "./find-python.mjs";

const PYTHON = process.env.BLOCKWISE_PYTHON ?? "python3";
const withOnnx = findPython(["onnx"]);
if (!withOnnx) process.stderr.write("skipped: no Python with onnx (Debian: python3-onnx)\n");

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "blockwise-onnx-"));
});
afterEach(() => rm(folder, { recursive: true }));

async function python(executable: string, script: string, ...args: readonly string[]): Promise<string> {
  const file = resolve(import.meta.dirname, script);
  return (await promisify(execFile)(executable, [file, ...args])).stdout;
}

describe.skipIf(withOnnx === null)("ONNX's own checker and strict shape inference", () => {
  const WAYS = [
    { opset: 17, foldBatchNorm: false, functions: false, externalData: false },
    { opset: 13, foldBatchNorm: true, functions: false, externalData: true },
    { opset: 17, foldBatchNorm: false, functions: true, externalData: false },
  ] as const;
  const weights = {
    read: ({ shape }: { readonly shape: readonly number[] }) =>
      new Float32Array(shape.reduce((product, size) => product * size, 1)),
  };

  test.each(networks.all.map(({ id }) => ({ id })))(
    "pass on $id, and every shape is known",
    async ({ id }) => {
      for (const options of WAYS) {
        const files = await writeOnnx({ document: reducedNetwork(id, 4), name: id, options, weights });
        for (const file of files) await writeChunks(join(folder, file.name), file.chunks(), () => undefined);
        const answer = JSON.parse(await python(withOnnx ?? "", "check_onnx.py", join(folder, files[0].name)));
        // This version infers nothing of what functions give.
        const unknown = options.functions ? expect.any(Array) : [];
        expect(answer).toEqual({ error: null, nodes: expect.any(Number), unknown });
      }
    },
  );
});

describe("networks of torchvision, exported by PyTorch", () => {
  test.each([
    { name: "resnet18", folded: { layer1: 2 } },
    { name: "resnet50", folded: { "layer1/1-2": 2, "layer2/1-3": 3, "layer3/1-5": 5, "layer4/1-2": 2 } },
    { name: "googlenet", folded: {} },
    { name: "mobilenet_v2", folded: {} },
    { name: "densenet121", folded: {} },
  ])("$name opens folded, and gives here what it gives in ONNX Runtime", async ({ name, folded }) => {
    await python(PYTHON, "export_torchvision.py", folder, name);
    const bytes = await readFile(join(folder, `${name}.onnx`));
    const model = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer;
    expect(repeats(readOnnx(model, { name }).document)).toMatchObject(folded);
    const engine = createNodeEngine("wasm");
    const [output] = await engine.verifyFile({ model, files: {}, seed: 1 });
    await engine.dispose();
    expect(output?.shape).toEqual([1000]);
    expect(output?.difference).toBeLessThan(1e-4);
  });
});

/** Blocks that repeat, by their paths, and how often. */
function repeats({ graph, definitions }: Document): Readonly<Record<string, number>> {
  const found: Record<string, number> = {};
  const walk = (nodes: Document["graph"]["nodes"], prefix: string): void => {
    for (const node of Object.values(nodes)) {
      if (node.kind !== "block") continue;
      if (node.repeat > 1) found[prefix + node.name] = node.repeat;
      walk(definitions[node.definition]?.graph.nodes ?? {}, `${prefix}${node.name}/`);
    }
  };
  walk(graph.nodes, "");
  return found;
}
