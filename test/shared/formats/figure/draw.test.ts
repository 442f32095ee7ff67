import { expect, test } from "vitest";
import { createBuilder } from "../../../../shared/blocks/builder";
import type { FigurePart } from "../../../../shared/formats/figure/scene";
import { type Document, emptyDocument, type NodePath } from "../../../../shared/graph/document";
import { createLayouter } from "../../../../shared/layout/layouter";
import { openNetwork } from "../../../../shared/networks/registry";
import { elkEngine } from "../../../helpers/elk-engine";
import { faultsOf, figureOf, isNamed, SOUND, wordsOf } from "./figures";

const STYLES = ["canvas", "volumes", "table"] as const;

test.each(STYLES)("names of any length and script stay in their place in the style %s", async (style) => {
  const names = ["W".repeat(80), "卷积".repeat(30), "a b c ".repeat(40), "ﷺ".repeat(9)];
  const document = renamed(openNetwork("nin-cifar10"), names);
  const { collisions, isInside } = faultsOf(await figureOf(document, { style }), []);
  expect({ collisions, isInside }).toEqual({ collisions: [], isInside: true });
});

test.each<[string, FigurePart, readonly string[]]>([
  ["a block", { kind: "block", path: "inception_3a" }, ["inception_3a", "conv1x1", "reduce3x3", "concat"]],
  ["a selection", { kind: "selection", paths: ["pool1", "norm1"] }, ["pool1", "norm1"]],
])("draws %s by itself", async (_, part, names) => {
  const document = openNetwork("googlenet");
  const found = await Promise.all(
    STYLES.map(async (style) => {
      const figure = await figureOf(document, { style }, { part: idPart(document, part) });
      const texts = wordsOf(figure.items).map(({ words }) => words.text);
      return {
        style,
        named: names.filter((name) => isNamed(name, texts)),
        others: isNamed("inception_3b", texts),
      };
    }),
  );
  expect(found).toEqual(STYLES.map((style) => ({ style, named: names, others: false })));
});

test("draws what is broken, with question marks for what is not known", async () => {
  const small = openNetwork("nin-cifar10");
  const broken: Document = { ...small, graph: { ...small.graph, edges: {} } };
  for (const style of STYLES) {
    const figure = await figureOf(broken, { style });
    expect(wordsOf(figure.items).some(({ words }) => words.text === "?")).toBe(true);
  }
});

test("says that there is nothing to draw", async () => {
  const empty: Document = { ...openNetwork("nin-cifar10"), graph: { nodes: {}, edges: {} } };
  for (const style of STYLES) await expect(figureOf(empty, { style })).rejects.toThrow("nothing to draw");
});

test("takes what the canvas shows as it is", async () => {
  const document = openNetwork("nin-cifar10");
  const layouter = createLayouter(elkEngine);
  await layouter.prepare(document, "right");
  const shown = layouter.tryLayout(document, "right");
  const asked: string[] = [];
  const engine = { layout: () => Promise.reject(new Error(`laid out anew: ${asked.length}`)) };
  const figure = await figureOf(document, {}, { ...(shown ? { shown } : {}), engine });
  expect(figure.width).toBeGreaterThan(figure.height);
});

function idPart(document: Document, part: FigurePart): FigurePart {
  const idOf = (name: string): NodePath =>
    Object.values(document.graph.nodes).find((node) => node.name === name)?.id ?? name;
  if (part.kind === "block") return { kind: "block", path: idOf(part.path) };
  return part.kind === "selection" ? { kind: "selection", paths: part.paths.map(idOf) } : part;
}

function renamed(document: Document, names: readonly string[]): Document {
  const nodes = Object.values(document.graph.nodes).map((node, at) => [
    node.id,
    { ...node, name: names[at % names.length] ?? node.name },
  ]);
  return { ...document, graph: { ...document.graph, nodes: Object.fromEntries(nodes) } };
}

test("boxes of a long network go on in rows, each below the one before, and lines lead round between them", async () => {
  const builder = createBuilder();
  builder.layer("input", "input", { height: 64, width: 64, channels: 3 });
  for (let at = 0; at < 60; at++) builder.layer(`conv${at}`, "conv2d", { filters: 32 });
  const document = { ...emptyDocument("long"), graph: builder.build() };
  const names = Object.keys(document.graph.nodes);
  const figure = await figureOf(document, { style: "volumes" });
  const tops = wordsOf(figure.items).flatMap(({ words, rect }) =>
    /^conv\d+$/.test(words.text) ? [rect.y] : [],
  );
  const rows = new Set(tops.map((top) => Math.round(top)));
  expect({ ...faultsOf(figure, names), isShort: figure.width < 2100, rows: rows.size > 1 }).toEqual({
    ...SOUND,
    isShort: true,
    rows: true,
  });
});
