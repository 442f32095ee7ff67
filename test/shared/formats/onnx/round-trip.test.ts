import { describe, expect, test } from "vitest";
import { createAnalyser } from "../../../../shared/analysis/analyse";
import { leavesOf } from "../../../../shared/analysis/leaves";
import { compilePlan } from "../../../../shared/engine/plan";
import { drawWeight } from "../../../../shared/engine/weights/initialise";
import { readOnnx } from "../../../../shared/formats/onnx/read/read-onnx";
import { onnxBytes } from "../../../../shared/formats/onnx/write";
import type { Document } from "../../../../shared/graph/document";
import { networks, openNetwork } from "../../../../shared/networks/registry";
import { reducedNetwork } from "../../../helpers/reduced-network";

const PLAIN = { opset: 17, foldBatchNorm: false, functions: false } as const;
const OTHERS = [
  { opset: 13, foldBatchNorm: false, functions: false },
  { opset: 21, foldBatchNorm: false, functions: true },
] as const;

function told(document: Document) {
  const analysis = createAnalyser().analyse(document);
  const { params, buffers, macs } = analysis.totals;
  return {
    problems: analysis.problems,
    params,
    buffers,
    macs,
    layers: [...leavesOf(analysis)].map(
      ({ path, node, analysis: leaf }) => `${path} ${node.type} ${leaf.outputs[0]?.join("×")}`,
    ),
  };
}

describe("out and in again", () => {
  const weights = {
    read: ({ shape }: { shape: readonly number[] }) =>
      new Float32Array(shape.reduce((product, size) => product * size, 1)),
  };

  test.each(networks.all.map(({ id }, index) => ({ id, options: [PLAIN, ...OTHERS][index % 3] ?? PLAIN })))(
    "$id is the same network",
    async ({ id, options }) => {
      const document = reducedNetwork(id, 4);
      const bytes = await onnxBytes({ document, options, weights });
      const read = readOnnx(bytes.buffer as ArrayBuffer, { name: "file" });
      expect(told(read.document)).toEqual(told(document));
    },
  );

  test("weights come back under their names, bit for bit, and so do names of classes", async () => {
    const document = openNetwork("resnet-cifar-20");
    const source = { read: (weight: Parameters<typeof drawWeight>[0]) => drawWeight(weight, 7) };
    const classNames = ["a", "b"];
    const bytes = await onnxBytes({ document, options: PLAIN, weights: source, classNames });
    const read = readOnnx(bytes.buffer as ArrayBuffer, { name: "file" });
    const plan = compilePlan(read.document);
    expect([...read.weights.keys()].sort()).toEqual(plan.weights.map(({ fullName }) => fullName).sort());
    for (const weight of compilePlan(document).weights) {
      expect(read.weights.get(weight.fullName)?.read()).toEqual(drawWeight(weight, 7));
    }
    expect({ classNames: read.classNames, name: read.document.name }).toEqual({
      classNames,
      name: document.name,
    });
  });
});
