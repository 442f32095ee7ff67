import fc from "fast-check";
import { decode } from "fast-png";
import { expect, test } from "vitest";
import { FIGURE_TOOLS } from "../../../../electron/cli/figure";
import type { FigureOptions } from "../../../../shared/formats/figure/options";
import { rasterise } from "../../../../shared/formats/png/rasterise";
import type { Document } from "../../../../shared/graph/document";
import { emptyDocument } from "../../../../shared/graph/document";
import { openNetwork } from "../../../../shared/networks/registry";
import { graph, layer } from "../../../helpers/graphs";
import { faultsOf, figureOf, SOUND, shownNames, unfold } from "./figures";

const NETWORKS = ["alexnet", "vgg-d", "googlenet", "resnet-50", "fcn-8s", "shufflenet-g3", "inception-v3"];
const STYLES = ["canvas", "volumes", "table"] as const;

test("whatever is unfolded, every node has its name, no text covers another, and all is inside the figure", async () => {
  const options = fc.record({
    style: fc.constantFrom(...STYLES),
    theme: fc.constantFrom("light", "print", "dark"),
    direction: fc.constantFrom("down", "right"),
    heading: fc.boolean(),
    legend: fc.boolean(),
  }) as fc.Arbitrary<FigureOptions>;
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...NETWORKS), options, fc.nat(), async (id, chosen, seed) => {
      const document = unfold(openNetwork(id), (path) => (hash(path) ^ seed) % 5 === 0);
      const figure = await figureOf(document, chosen);
      expect(faultsOf(figure, await shownNames(document))).toEqual(SOUND);
    }),
    { numRuns: 25 },
  );
});

test.each(STYLES)("a network with all its blocks unfolded is whole in the style %s", async (style) => {
  const document = unfold(openNetwork("googlenet"));
  const figure = await figureOf(document, { style });
  expect(faultsOf(figure, await shownNames(document))).toEqual(SOUND);
});

test("a picture of 20,000 pixels and more is whole", async () => {
  const figure = await figureOf(chain(220));
  const { width, height, data, channels } = decode(await rasterise(figure, 1, FIGURE_TOOLS.asset));
  const isMarked = (row: number): boolean => {
    const line = data.subarray(row * width * channels, (row + 1) * width * channels);
    return line.some((value) => value < 200);
  };
  // Cards stand 102 apart, so no stretch of that height is empty.
  const empty = Array.from({ length: Math.floor((height - 200) / 102) }, (_, at) => 80 + at * 102).filter(
    (top) => !Array.from({ length: 102 }, (_, row) => top + row).some(isMarked),
  );
  expect({ isTall: height > 20_000, height, empty }).toEqual({
    isTall: true,
    height: figure.height,
    empty: [],
  });
});

function chain(length: number): Document {
  const ids = Array.from({ length }, (_, at) => `conv${at}`);
  const nodes = [layer("input", "input"), ...ids.map((id) => layer(id, "conv2d"))];
  const edges = nodes.slice(1).map(({ id }, at) => `${nodes[at]?.id}>${id}`);
  return { ...emptyDocument("Chain"), graph: graph(nodes, edges) };
}

function hash(text: string): number {
  let value = 7;
  for (const letter of text) value = (value * 31 + letter.charCodeAt(0)) >>> 0;
  return value;
}
