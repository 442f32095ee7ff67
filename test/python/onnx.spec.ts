import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { writeChunks } from "../../electron/cli/files";
import { createNodeEngine } from "../../shared/engine/create-node-engine";
import { compilePlan } from "../../shared/engine/plan";
import { readOnnx } from "../../shared/formats/onnx/read/read-onnx";
import { writeOnnx } from "../../shared/formats/onnx/write";
import { everyNetwork, sizeOf } from "../helpers/every-network";
import { outline, repeatsIn } from "../helpers/foreign-onnx";
import { reducedNetwork } from "../helpers/reduced-network";
import { type Python, startPython } from "./ask-python";
import { pythonFor } from "./python-for";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "blockwise-onnx-"));
});
afterEach(() => rm(folder, { recursive: true }));

const withOnnx = pythonFor("ONNX's checker", ["onnx"], "python3-onnx");
const withTorchvision = pythonFor("files of torchvision", ["torch", "torchvision"], "python3-torchvision");

describe.skipIf(withOnnx === null)("ONNX's own checker and strict shape inference", () => {
  /** Operator sets that Debian's version knows; the newer ones are ONNX Runtime's to judge. */
  const WAYS = [
    { opset: 17, foldBatchNorm: false, functions: false, externalData: false },
    { opset: 13, foldBatchNorm: true, functions: false, externalData: true },
    { opset: 15, foldBatchNorm: false, functions: false, externalData: true },
    { opset: 17, foldBatchNorm: false, functions: true, externalData: true },
  ] as const;
  const weights = {
    read: ({ shape }: { readonly shape: readonly number[] }) =>
      new Float32Array(shape.reduce((product, size) => product * size, 1)),
  };
  let python: Python;
  beforeAll(() => {
    python = startPython(withOnnx as string, "check_onnx.py");
  });
  afterAll(() => python.end());

  test.for(everyNetwork)(
    "pass on $network, and every shape is known",
    async ({ network, id, params }, { task }) => {
      const document = reducedNetwork(id, 4, params);
      const answers: unknown[] = [];
      for (const options of WAYS) {
        const files = await writeOnnx({ document, name: "model", options, weights });
        for (const file of files) await writeChunks(join(folder, file.name), file.chunks(), () => undefined);
        answers.push(await python.ask({ path: join(folder, files[0].name) }));
      }
      const passed = answers.filter((answer) => (answer as { error: unknown }).error === null).length;
      const found = `passes ${passed} of ${WAYS.length} ways`;
      task.meta.parity = { network, against: "ONNX checker", found, what: sizeOf(compilePlan(document)) };
      expect(answers).toEqual(
        // This version infers nothing of what functions give.
        WAYS.map(({ functions }) => ({
          error: null,
          nodes: expect.any(Number),
          unknown: functions ? expect.any(Array) : [],
        })),
      );
    },
  );
});

/** Some of what the networks open as. */
const NUMBERED = [
  {
    name: "resnet50",
    opens: [
      "conv1: conv-unit",
      "stage1: residual-stage",
      "stage2: residual-stage",
      "stage3: residual-stage",
      "stage4: residual-stage",
      "fc: dense",
    ],
  },
  { name: "resnet18", opens: ["block: basic-residual ×2", "stage1: residual-stage"] },
  { name: "googlenet", opens: ["conv1_conv: conv-unit", "inception3a: Inception-like module"] },
  { name: "mobilenet_v2", opens: ["stage1: Stage", "stage5: Stage", "classifier_1: dense"] },
  { name: "densenet121", opens: ["features_denseblock4: Densely connected block"] },
  { name: "efficientnet_b0", opens: ["features_1_0_block_1: squeeze-excite", "features_6: Stage"] },
] as const;

describe.skipIf(withTorchvision === null)("networks of torchvision, exported by PyTorch", () => {
  test.each([
    { name: "resnet18", folded: { layer1: 2 } },
    { name: "resnet50", folded: { "layer1/1-2": 2, "layer2/1-3": 3, "layer3/1-5": 5, "layer4/1-2": 2 } },
    { name: "googlenet", folded: {} },
    { name: "mobilenet_v2", folded: {} },
    { name: "densenet121", folded: {} },
    ...[
      ...["alexnet", "vgg11_bn", "inception_v3", "resnext50_32x4d", "wide_resnet50_2"],
      ...["squeezenet1_1", "shufflenet_v2_x1_0", "mnasnet1_0", "mobilenet_v3_small", "mobilenet_v3_large"],
      ...["efficientnet_b0", "regnet_y_400mf", "convnext_tiny"],
    ].map((name) => ({ name, folded: {} })),
    ...["fcn_resnet50", "deeplabv3_resnet50", "lraspp_mobilenet_v3_large"].map((name) => ({
      ...{ name, folded: {}, scores: [128, 128, 21] },
    })),
  ] as readonly Exported[])(
    "$name opens folded, and gives here what it gives in ONNX Runtime",
    async ({ name, folded, scores = [1000] }) => {
      const { read, output } = await fromTorchvision(name);
      expect(repeatsIn(read)).toMatchObject(folded);
      expect(output?.shape).toEqual(scores);
      expect(output?.difference).toBeLessThan(1e-4);
    },
  );

  test.each(NUMBERED)("$name opens folded from a file without names as well", async ({ name, opens }) => {
    const { read, output } = await fromTorchvision(name, "--numbered");
    expect(outline(read)).toEqual(expect.arrayContaining([...opens]));
    expect(output?.difference).toBeLessThan(1e-4);
  });
});

async function fromTorchvision(name: string, ...options: readonly string[]) {
  const script = resolve(import.meta.dirname, "export_torchvision.py");
  await promisify(execFile)(withTorchvision as string, [script, folder, name, ...options]);
  const bytes = await readFile(join(folder, `${name}.onnx`));
  const model = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer;
  const engine = createNodeEngine("wasm");
  const [output] = await engine.verifyFile({ model, files: {}, seed: 1 });
  await engine.dispose();
  return { read: readOnnx(model, { name }).document, output };
}

interface Exported {
  readonly name: string;
  /** Blocks that have to repeat so often. */
  readonly folded: Readonly<Record<string, number>>;
  readonly scores?: readonly number[];
}
