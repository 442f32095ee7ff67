import { describe, expect, test } from "vitest";
import { compilePlan } from "../../../../shared/engine/plan";
import { drawWeight } from "../../../../shared/engine/weights/initialise";
import { readOnnx } from "../../../../shared/formats/onnx/read/read-onnx";
import { onnxBytes } from "../../../../shared/formats/onnx/write";
import { openNetwork } from "../../../../shared/networks/registry";
import { describeNetwork, ONNX_WAYS, throughOnnx } from "../../../helpers/onnx-round-trip";
import { reducedNetwork } from "../../../helpers/reduced-network";

/** Blocks of each kind; the long test has every network. */
const QUICK = ["resnet-50", "googlenet", "shufflenet-g3", "mobilenet-0.25"] as const;

describe("out and in again", () => {
  test.each(QUICK.map((id, index) => ({ id, options: ONNX_WAYS[index % 3] ?? ONNX_WAYS[0] })))(
    "$id is the same network",
    async ({ id, options }) => {
      const document = reducedNetwork(id, 4);
      expect(describeNetwork(await throughOnnx(document, options))).toEqual(describeNetwork(document));
    },
  );

  test("weights come back under their names, bit for bit, and so do names of classes", async () => {
    const document = openNetwork("resnet-cifar-20");
    const source = { read: (weight: Parameters<typeof drawWeight>[0]) => drawWeight(weight, 7) };
    const classNames = ["a", "b"];
    const bytes = await onnxBytes({ document, options: ONNX_WAYS[0], weights: source, classNames });
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
