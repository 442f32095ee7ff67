import { describe, expect, test } from "vitest";
import { createAnalyser } from "../../../shared/analysis/analyse";
import { outputText } from "../../../shared/analysis/output-text";
import type { GraphAnalysis } from "../../../shared/analysis/types";
import { unrunnable } from "../../../shared/analysis/unrunnable";
import { type Document, emptyDocument, type Params } from "../../../shared/graph/document";
import { layerParams } from "../../../shared/layers/registry";
import { block, graph, layer } from "../../helpers/graphs";

const input = layer("input", "input", layerParams("input", { height: 4, width: 4, channels: 3 }));

function unknown(id: string, params: Params = {}) {
  return layer(id, "opaque", layerParams("opaque", { operator: "Erf", ...params }));
}

const EINSUM = '["layer", {"weight": "w", "shape": [4, 5]}]';

function analyse(document: Document): GraphAnalysis {
  return createAnalyser().analyse(document);
}

function chain(...nodes: readonly ReturnType<typeof layer>[]): Document {
  const all = [input, ...nodes];
  const edges = nodes.map(({ id }, at) => `${all[at]?.id}>${id}`);
  return { ...emptyDocument("chain"), graph: graph(all, edges) };
}

describe("an operator that is not known", () => {
  test.each([
    ["nothing", "", "4×4×3"],
    ["a map", "N×8×2×2", "2×2×8"],
    ["a vector, with spaces", "N, 10", "10"],
    ["tokens", "N×16×3", "N×16×3"],
    ["a batch of another size", "4×8×2×2", "4×8×2×2"],
    ["that nobody knows", "?", "?"],
  ])("of which the file says %s", (_, shape, text) => {
    const { nodes, problems, totals } = analyse(chain(unknown("it", { shape })));
    expect({ output: outputText(nodes.get("it")), problems, complete: totals.complete }).toEqual({
      output: text,
      problems: [],
      complete: false,
    });
  });

  test.each([
    ["like its input", { operator: "Erf", shape: "N×8×4×4" }, "4×4×3"],
    [
      "with an axis less",
      { operator: "ReduceL1", shape: "N×4×4", attributes: '{"axes": [1], "keepdims": 0}' },
      "N×4×4",
    ],
    [
      "by an equation",
      { operator: "Einsum", shape: "N×5×8", attributes: '{"equation": "nchw,hk->nkc"}', inputs: EINSUM },
      "N×5×3",
    ],
  ])("follows what comes in as ONNX has it: %s", (_, params, text) => {
    const { nodes, problems } = analyse(chain(unknown("it", { ...params, arriving: "N×8×4×4" })));
    expect({ output: outputText(nodes.get("it")), problems }).toEqual({ output: text, problems: [] });
  });

  test.each([
    ["has no rule", { operator: "Warp", shape: "N×8×4×4" }],
    ["goes against the rule", { operator: "Erf", shape: "N×8×2×2" }],
  ])("that %s is a problem once something else comes in, with ways out", (_, params) => {
    const { shape } = params;
    const document = chain(unknown("it", { ...params, arriving: "N×8×4×4" }));
    const problems = analyse(document).problems;
    const [problem] = problems;
    expect(problems.map(({ path, expected, received }) => ({ path, expected, received }))).toEqual([
      { path: "it", expected: "N×8×4×4", received: "N×3×4×4" },
    ]);
    const left = (problem?.fixes ?? []).map((fix) => {
      const values = "params" in fix ? fix.params : {};
      const { nodes, problems } = analyse(
        chain(unknown("it", { ...params, arriving: "N×8×4×4", ...values })),
      );
      return [fix.label, outputText(nodes.get("it")), problems.length];
    });
    expect(left).toEqual([
      ...(shape === "N×8×4×4" ? [["Give what comes in, as before", "4×4×3", 0]] : []),
      [`Keep ${shape} for it`, shape === "N×8×4×4" ? "4×4×8" : "2×2×8", 0],
      ["Leave its output open", "?", 0],
    ]);
  });

  test("gives what a layer that is known cannot read, and the layer says so", () => {
    const relu = layer("relu", "relu", layerParams("relu"));
    const { problems } = analyse(chain(unknown("it", { shape: "N×16×3" }), relu));
    expect(problems.map(({ path, message, received }) => ({ path, message, received }))).toEqual([
      {
        path: "relu",
        message: "ReLU reads maps and vectors, and something else came in.",
        received: "a tensor of N×16×3",
      },
    ]);
  });

  test.each([
    ["inputs", '["layer", "layer"]', "Erf reads 2 values, and 1 is connected."],
    ["inputs", "[", "The inputs of the operator cannot be read."],
    ["attributes", '{"axis": 1.5}', "The attributes of the operator cannot be read."],
  ])("whose %s are %s is a problem in words", (name, value, message) => {
    const { problems } = analyse(chain(unknown("it", { [name]: value })));
    expect(problems.map((problem) => problem.message)).toEqual([message]);
  });

  test("keeps the network from running, wherever it stands", () => {
    const inside = graph([unknown("erf")], ["$in>erf", "erf>$out"]);
    const definition = {
      id: "own",
      title: "Own",
      inputs: ["in"],
      outputs: ["out"],
      basis: null,
      graph: inside,
    };
    const document = {
      ...emptyDocument("nested"),
      definitions: { own: definition },
      graph: graph(
        [input, block("twice", "own", { repeat: 2 }), unknown("last")],
        ["input>twice", "twice>last"],
      ),
    };
    expect(unrunnable(analyse(document)).map(({ path }) => path)).toEqual(["twice/erf", "last"]);
  });
});
