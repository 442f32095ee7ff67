import { createAnalyser } from "../../shared/analysis/analyse";
import { leavesOf } from "../../shared/analysis/leaves";
import { outputText } from "../../shared/analysis/output-text";
import type { OnnxOptions } from "../../shared/formats/onnx/build";
import { readOnnx } from "../../shared/formats/onnx/read/read-onnx";
import { onnxBytes } from "../../shared/formats/onnx/write";
import type { Document } from "../../shared/graph/document";

/** Three ways to write a network; all say the same. */
export const ONNX_WAYS = [
  { opset: 17, foldBatchNorm: false, functions: false },
  { opset: 13, foldBatchNorm: false, functions: false },
  { opset: 21, foldBatchNorm: false, functions: true },
] as const;

/** What a network is, whatever it is called. */
export function describeNetwork(document: Document) {
  const analysis = createAnalyser().analyse(document);
  const { params, buffers, macs } = analysis.totals;
  return {
    problems: analysis.problems,
    params,
    buffers,
    macs,
    layers: [...leavesOf(analysis)].map(
      ({ path, node, analysis: leaf }) => `${path} ${node.type} ${outputText(leaf)}`,
    ),
  };
}

/** Out to ONNX and in again, with weights of nothing. */
export async function throughOnnx(document: Document, options: OnnxOptions): Promise<Document> {
  const weights = {
    read: ({ shape }: { shape: readonly number[] }) =>
      new Float32Array(shape.reduce((product, size) => product * size, 1)),
  };
  const bytes = await onnxBytes({ document, options, weights });
  return readOnnx(bytes.buffer as ArrayBuffer, { name: "file" }).document;
}
