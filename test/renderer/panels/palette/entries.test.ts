import { expect, test } from "vitest";
import { paletteGroups } from "../../../../renderer/panels/palette/entries";
import { blocks } from "../../../../shared/blocks/registry";
import { offeredLayers } from "../../../../shared/layers/registry";
import "../../../../renderer/text/i18n";

function found(query: string): readonly string[] {
  return paletteGroups(query, {}).flatMap(({ entries }) => entries.map(({ id }) => id));
}

test("offers every layer and every block once", () => {
  const all = [
    ...blocks.all.map(({ id }) => `block ${id}`),
    ...offeredLayers.map(({ type }) => `layer ${type}`),
  ];
  expect([...found("")].sort()).toEqual(all.sort());
});

test("finds each by its own title, first of all", () => {
  const missed = [
    ...blocks.all.map(({ id, title }) => [`block ${id}`, title] as const),
    ...offeredLayers.map(({ type, title }) => [`layer ${type}`, title] as const),
  ].filter(([id, title]) => found(title)[0] !== id);
  expect(missed).toEqual([]);
});

test("finds by keyword and by several words, and says when there is nothing", () => {
  expect([found("googlenet").includes("block inception-v1"), found("average pool")[0], found("zzz")]).toEqual(
    [true, "layer avg-pool", []],
  );
});

test("puts first what is meant", () => {
  const queries = {
    linear: "layer dense",
    fc: "layer dense",
    "fully connected": "layer dense",
    batchnorm: "layer batch-norm",
    bn: "layer batch-norm",
    "batch normalization": "layer batch-norm",
    conv: "layer conv2d",
    "conv 3x3": "layer conv2d",
    "conv 3×3 64": "layer conv2d",
    pool: "layer max-pool",
    relu: "layer relu",
    deconvolution: "layer conv-transpose2d",
    bottleneck: "block bottleneck",
    residual: "block basic-residual",
  };
  const first = Object.keys(queries).map((query) => [query, found(query)[0]]);
  expect(Object.fromEntries(first)).toEqual(queries);
});

test("stands in the order in which a network is built, blocks last", () => {
  expect(paletteGroups("", {}).map(({ id }) => id)).toEqual([
    "input",
    "convolution",
    "pooling",
    "normalisation",
    "activation",
    "merge",
    "dense",
    "reshape",
    "block",
  ]);
});

test("offers the document's own blocks", () => {
  const graph = { nodes: {}, edges: {} };
  const own = { id: "custom_block", title: "My block", inputs: [], outputs: [], basis: null, graph };
  const [group] = paletteGroups("my", { custom_block: own }, () => "stage/unit");
  expect(group).toMatchObject({
    id: "mine",
    entries: [
      { title: "My block", place: "stage/unit", item: { kind: "block", definition: "custom_block" } },
    ],
  });
});
