import { expect, it } from "vitest";
import { exportFormats } from "../../../shared/formats/registry";
import type { Document } from "../../../shared/graph/document";
import { defaultsOf, type ParamSpecs, type ParamsOf } from "../../../shared/layers/params";
import { openNetwork } from "../../../shared/networks/registry";

async function written(format: string, document: Document): Promise<readonly string[]> {
  const { write, params } = exportFormats.require(format);
  const weights = { read: () => new Float32Array() };
  const options = defaultsOf(params) as ParamsOf<ParamSpecs>;
  const [file] = await write({ document, name: "net", options, weights });
  const chunks: Uint8Array[] = [];
  for await (const chunk of file.chunks()) chunks.push(chunk);
  return Buffer.concat(chunks).toString().split(/\r?\n/);
}

const small = openNetwork("inception-module");

it.each([
  ["csv", "inception/conv5x5/conv,Convolution,28×28×32,12832,10035200"],
  ["md", "| `inception/conv5x5/conv` | Convolution | 28×28×32 | 12,832 | 10,035,200 |"],
  [
    "tex",
    "\\texttt{inception/conv5x5/conv} & Convolution & $28 \\times 28 \\times 32$ & 12,832 & 10,035,200 \\\\",
  ],
])("writes every layer with its numbers as %s", async (format, line) => {
  const lines = await written(format, small);
  expect({
    has: lines.includes(line),
    layers: lines.filter((each) => each.includes("inception/")).length,
  }).toEqual({
    has: true,
    layers: 14,
  });
});

it("writes numbers that cannot be known as such", async () => {
  const broken: Document = { ...small, graph: { ...small.graph, edges: {} } };
  const lines = await written("md", broken);
  expect(lines.filter((line) => line.includes("Together"))).toEqual([
    "| **Together** | | | **at least 0** | **at least 0** |",
  ]);
});
