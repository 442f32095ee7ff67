import { describe, expect, it } from "vitest";
import { createAnalyser } from "../../../shared/analysis/analyse";
import {
  type DataShape,
  fitToData,
  misfits,
  networkEnds,
  smallestSize,
} from "../../../shared/analysis/fit-to-data";
import { diff } from "../../../shared/graph/diff";
import { type Document, emptyDocument, type Graph } from "../../../shared/graph/document";
import { layerParams } from "../../../shared/layers/registry";
import { classifiesImages } from "../../../shared/networks/define";
import { networks, openNetwork } from "../../../shared/networks/registry";
import { block, graph, layer } from "../../helpers/graphs";

const analyse = (document: Document) => createAnalyser().analyse(document);

function documentOf(held: Graph): Document {
  return { ...emptyDocument("Test"), graph: held };
}

function typed(id: string, type: string, params = {}) {
  return layer(id, type, layerParams(type, params));
}

function fitted(document: Document, data: DataShape): Document {
  const made = fitToData(document, analyse(document), data);
  if (!made.ok) throw new Error(made.error.message);
  return made.value;
}

function faultsOf(document: Document, data: DataShape): readonly string[] {
  const ends = networkEnds(analyse(document));
  return ends.ok ? misfits(ends.value, data).map((fault) => fault.message) : [ends.error.message];
}

describe.each(networks.all.filter(classifiesImages).map((network) => network.id))("%s", (id) => {
  const document = openNetwork(id);
  const size = id.includes("cifar") ? 32 : 224;
  const data = { size, classes: 7 };

  it("fits the data after one edit that changes its input and its last layer alone", () => {
    const result = fitted(document, data);
    expect(faultsOf(result, data)).toEqual([]);
    expect(analyse(result).problems).toEqual([]);
    const changed = new Set(diff(document, result).map(({ path }) => path.slice(0, 3).join(".")));
    expect(changed.size).toBeLessThanOrEqual(2);
  });

  it("is left alone once it fits", () => {
    const result = fitted(document, data);
    expect(fitted(result, data)).toBe(result);
  });
});

describe.each(networks.all.filter((network) => !classifiesImages(network)).map(({ id }) => id))(
  "%s",
  (id) => {
    it("cannot be made a classifier by two numbers, and says so", () => {
      const document = openNetwork(id);
      const refused = fitToData(document, analyse(document), { size: 224, classes: 7 });
      expect(refused.ok ? null : refused.error.expected).toBe("one score for each class");
    });
  },
);

describe("a network that fits no data", () => {
  const data = { size: 32, classes: 10 };

  it("has no input", () => {
    const document = documentOf(graph([typed("a", "relu")], []));
    expect(faultsOf(document, data)).toEqual(["The network has no input."]);
  });

  it("has two outputs", () => {
    const nodes = [typed("x", "input"), typed("a", "relu"), typed("b", "relu")];
    expect(faultsOf(documentOf(graph(nodes, ["x>a", "x>b"])), data)).toEqual([
      "The network has 2 outputs: a, b.",
    ]);
  });

  it("ends where two branches meet, so that no one layer decides the classes", () => {
    const nodes = [
      typed("x", "input", { height: 8, width: 8 }),
      typed("p", "global-avg-pool"),
      typed("a", "dense", { units: 5 }),
      typed("b", "dense", { units: 5 }),
      typed("sum", "add"),
    ];
    const document = documentOf(graph(nodes, ["x>p", "p>a", "p>b", "a>sum", "b>sum:1"]));
    const fitted = fitToData(document, analyse(document), data);
    expect(fitted.ok ? null : fitted.error.message).toBe(
      "The number of classes cannot be set for you: no single layer decides it.",
    );
  });

  it("ends in a map of more than one pixel", () => {
    const nodes = [typed("x", "input", { height: 32, width: 32 }), typed("c", "conv2d", { filters: 10 })];
    const document = documentOf(graph(nodes, ["x>c"]));
    expect(faultsOf(document, data)).toEqual([
      "The network ends in a map of 32×32×10, the data has 10 classes.",
    ]);
    const refused = fitToData(document, analyse(document), data);
    expect(refused.ok ? null : refused.error).toMatchObject({
      expected: "one score for each class",
      received: "32×32×10",
    });
  });
});

describe.each(networks.all.filter(({ task }) => task === "segmentation").map(({ id }) => id))("%s", (id) => {
  it("fits data with masks: every layer that makes scores makes as many as there are classes", () => {
    const data = { size: 64, classes: 7, perPixel: true };
    const result = fitted(openNetwork(id), data);
    const refitted = analyse(result);
    expect(faultsOf(result, data)).toEqual([]);
    expect(refitted.problems).toEqual([]);
    expect(fitted(result, data)).toBe(result);
    // The same as if it had been opened so: scores of 21 classes are nowhere left.
    const opened = analyse(openNetwork(id, { height: 64, width: 64, classes: 7 }));
    expect([refitted.totals.params, refitted.totals.macs]).toEqual([
      opened.totals.params,
      opened.totals.macs,
    ]);
  });
});

it("tells a classifier of images that data with masks wants a map", () => {
  const document = openNetwork("resnet-18");
  const refused = fitToData(document, analyse(document), { size: 224, classes: 7, perPixel: true });
  expect(refused.ok ? null : refused.error).toMatchObject({
    expected: "a map of 224×224×7",
    received: "1000 scores for the whole image",
  });
});

it("opens a block to set the layer that decides the classes", () => {
  const nodes = [
    typed("x", "input", { height: 8, width: 8 }),
    typed("p", "global-avg-pool"),
    block("head", "dense-stage", { params: { units: 99, dropout: 0 } }),
  ];
  const document = documentOf(graph(nodes, ["x>p", "p>head"]));
  const data = { size: 16, classes: 4 };
  expect(faultsOf(fitted(document, data), data)).toEqual([]);
});

it("takes a map of one pixel for scores, as a fully convolutional network gives them", () => {
  const nodes = [
    typed("x", "input", { height: 8, width: 8 }),
    typed("c", "conv2d", { filters: 3 }),
    typed("p", "global-avg-pool", { keepDims: true }),
  ];
  const document = documentOf(graph(nodes, ["x>c", "c>p"]));
  const data = { size: 8, classes: 5 };
  const result = fitted(document, data);
  expect({ faults: faultsOf(result, data), output: analyse(result).nodes.get("p")?.outputs }).toEqual({
    faults: [],
    output: [[1, 1, 5]],
  });
});

it("finds the smallest images at which a network works", () => {
  const document = openNetwork("vgg-d");
  const analysis = analyse(document);
  const data = { size: 16, classes: 10 };
  expect({
    found: smallestSize(document, analysis, data, [16, 32, 64]),
    none: smallestSize(document, analysis, data, [16]),
  }).toEqual({ found: 32, none: null });
});

describe.each(networks.all.filter(({ task }) => task === "segmentation").map(({ id }) => id))("%s", (id) => {
  const document = openNetwork(id);
  const data = { size: 64, classes: 7, perPixel: true };

  it("fits data with masks after such an edit, at the smallest size too", () => {
    const result = fitted(document, data);
    expect(faultsOf(result, data)).toEqual([]);
    expect(fitted(result, data)).toBe(result);
    expect(smallestSize(document, analyse(document), data, [32, 64])).not.toBeNull();
  });

  it("says what data with masks asks of it", () => {
    expect(faultsOf(document, { ...data, size: 500 })).toEqual([
      "The network ends in a map of 500×500×21, the data has 7 classes for each pixel.",
    ]);
  });
});
