import { describe, expect, test } from "vitest";
import { createAnalyser } from "../../../../shared/analysis/analyse";
import { onnxRuntime } from "../../../../shared/engine/verify/onnxruntime-node";
import { readModel } from "../../../../shared/formats/onnx/read/raw-model";
import { readOnnx } from "../../../../shared/formats/onnx/read/read-onnx";
import { onnxBytes } from "../../../../shared/formats/onnx/write";
import { type Document, MAIN_GRAPH } from "../../../../shared/graph/document";
import { setParams } from "../../../../shared/graph/edits";
import { drawn, type Operators, operatorModel } from "../../../helpers/operator-model";

describe("a network that is edited in front of an unknown operator", () => {
  async function widened(node: Operators["nodes"][number]): Promise<Uint8Array> {
    const file = await operatorModel({
      nodes: [["Conv", ["x", "w"], "c"], node, ["Relu", ["e"], "y"]],
      values: [{ name: "e", shape: [4, 6, 5] }],
      constants: { w: drawn(4, 3, 1, 1) },
      domains: new Map([["com.example", 1]]),
      output: [4, 6, 5],
    });
    const { document } = readOnnx(file, { name: "file" });
    const conv = Object.values(document.graph.nodes).find(
      (each) => each.kind === "layer" && each.type === "conv2d",
    );
    const edited = setParams(MAIN_GRAPH, conv?.id ?? "", { filters: 5 })(document);
    const mended = fixed(edited, "Give what comes in, as before");
    const options = { opset: 17, foldBatchNorm: false, functions: false };
    const read = ({ shape }: { shape: readonly number[] }) =>
      new Float32Array(shape.reduce((all, size) => all * size, 1));
    return onnxBytes({ document: mended, options, weights: { read } });
  }

  /** With every problem mended that has such a way out. */
  function fixed(document: Document, label: string): Document {
    return createAnalyser()
      .analyse(document)
      .problems.reduce((before, { path, fixes }) => {
        const fix = fixes.find((each) => each.label === label);
        return fix && "params" in fix ? setParams(MAIN_GRAPH, path, fix.params)(before) : before;
      }, document);
  }

  function endAxes(bytes: Uint8Array) {
    return readModel(bytes, () => new ArrayBuffer(0)).graph.outputs.map(({ axes }) => axes);
  }

  test("is written with the shapes that follow, and runs", async () => {
    const bytes = await widened(["Erf", ["c"], "e"]);
    const data = new Float32Array(3 * 6 * 5);
    const [output] = Object.values(await onnxRuntime.run(bytes, { x: { shape: [1, 3, 6, 5], data } }));
    expect({ axes: endAxes(bytes), shape: output?.shape }).toEqual({
      axes: [["batch", 5, 6, 5]],
      shape: [1, 5, 6, 5],
    });
  });

  test("is written without the shapes that are only assumed", async () => {
    expect(endAxes(await widened(["Warp", ["c"], "e", {}, "com.example"]))).toEqual([undefined]);
  });
});
