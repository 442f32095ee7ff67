import { expect, test } from "vitest";
import { createAnalyser } from "../../../shared/analysis/analyse";
import { compareBlock } from "../../../shared/analysis/compare-block";
import { graphWeights, kernelWeights } from "../../../shared/analysis/kernels";
import type { NodeAnalysis } from "../../../shared/analysis/types";
import { blockParams, blocks } from "../../../shared/blocks/registry";
import { emptyDocument, type Params } from "../../../shared/graph/document";
import type { MapShape } from "../../../shared/layers/shape";
import { block, graph, layer } from "../../helpers/graphs";

function analyseBlock(id: string, given: Params, [height, width, channels]: MapShape): NodeAnalysis {
  const nodes = [
    layer("input", "input", { height, width, channels }),
    block("block", id, { params: blockParams(id, given) }),
  ];
  const document = { ...emptyDocument("test"), graph: graph(nodes, ["input>block"]) };
  const node = createAnalyser().analyse(document).nodes.get("block");
  if (!node) throw new Error(`${id} was not analysed`);
  return node;
}

function weights(id: string, given: Params, input: MapShape) {
  const own = analyseBlock(id, given, input);
  const compared = compareBlock(own, {});
  return { own: kernelWeights(own), other: compared && graphWeights(compared.other) };
}

test("an inception module has 163,328 weights where the naive one has 387,072, and follows its parameters", () => {
  expect([
    weights("inception-v1", {}, [28, 28, 192]),
    weights("inception-v1-naive", {}, [28, 28, 192]),
    weights("inception-v1", { conv5x5: 64 }, [28, 28, 192]),
  ]).toEqual([
    { own: 163328, other: 387072 },
    { own: 387072, other: 163328 },
    { own: 163328 + 25 * 16 * 32, other: 387072 + 25 * 192 * 32 },
  ]);
});

/** zoo-facts section 13: M 64, N 128, output side 56. */
test("a separable convolution has the slides' share of a full one", () => {
  const own = analyseBlock("depthwise-separable", { filters: 128 }, [56, 56, 64]);
  const compared = compareBlock(own, {});
  expect([own.totals.macs, compared?.other.totals.macs]).toEqual([27496448, 231211008]);
});

const withRatio = blocks.all.filter(({ comparison }) => comparison?.ratio);

test.each(withRatio.flatMap(({ id, examples }) => examples.map((example) => ({ id, example }))))(
  "the formula of $id gives the ratio of the multiply-adds",
  ({ id, example }) => {
    const own = analyseBlock(id, example.params ?? {}, example.inputs[0] as MapShape);
    const compared = compareBlock(own, {});
    const ratio = own.totals.macs / (compared?.other.totals.macs ?? Number.NaN);
    expect(compared?.ratio?.value).toBeCloseTo(ratio, 12);
  },
);

test("a block that the document changed is compared with nothing", () => {
  const own = analyseBlock("inception-v1", {}, [28, 28, 192]);
  const definition = { id: "inception-v1", title: "Mine", inputs: [], outputs: [], basis: null };
  const held = { ...definition, graph: graph([], []) };
  expect(compareBlock(own, { "inception-v1": held })).toBeNull();
});
