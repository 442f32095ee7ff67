import { expect, it } from "vitest";
import { readinessOf } from "../../../renderer/panels/train/readiness";
import { createAnalyser } from "../../../shared/analysis/analyse";
import { fitToData } from "../../../shared/analysis/fit-to-data";
import { DEFAULT_DATA } from "../../../shared/contracts/run-defaults";
import { type Document, edgeId, emptyDocument } from "../../../shared/graph/document";
import { layerParams } from "../../../shared/layers/registry";
import { openNetwork } from "../../../shared/networks/registry";
import { layer } from "../../helpers/graphs";

const analyse = (document: Document) => createAnalyser().analyse(document);
const readiness = (document: Document, data = DEFAULT_DATA) => readinessOf(document, analyse(document), data);

it("asks for a network where there is none", () => {
  expect(readiness(emptyDocument("Nothing"))).toEqual({ kind: "empty" });
});

it("lets a network that fits be trained", () => {
  expect(readiness(openNetwork("resnet-cifar-20"))).toEqual({ kind: "ready" });
});

it("says what does not fit, and the smallest images that a network for large ones can take", () => {
  const document = openNetwork("vgg-a");
  const found = readiness(document);
  expect(found).toMatchObject({
    kind: "misfit",
    faults: [
      { message: "The network takes images of 224×224×3, the data has 32×32×3." },
      { message: "The network ends in 1000 scores, the data has 10 classes." },
    ],
    networkSize: 32,
    data: null,
  });
  const fitted = fitToData(document, analyse(document), { size: 32, classes: 10 });
  expect(fitted.ok && readiness(fitted.value)).toEqual({ kind: "ready" });
});

it("offers the data at the network's size where the data can be that", () => {
  const document = openNetwork("resnet-18", { classes: 20 });
  expect(readiness(document)).toMatchObject({ kind: "misfit", data: { size: 224, classes: 20 } });
});

it("finds a size at which AlexNet's maps do not run out", () => {
  const document = openNetwork("alexnet");
  const found = readiness(document);
  if (found.kind !== "misfit" || found.networkSize === null) throw new Error("Expected a size that works");
  expect(found.networkSize).toBeGreaterThan(32);
  const size = found.networkSize;
  const fitted = fitToData(document, analyse(document), { size, classes: 10 });
  expect(fitted.ok && readiness(fitted.value, { ...DEFAULT_DATA, size })).toEqual({ kind: "ready" });
});

it("wants a network that scores pixels for data with masks, and fits one", () => {
  const data = { ...DEFAULT_DATA, dataset: "scenes", size: 64, classes: 5 };
  expect(readiness(openNetwork("resnet-18"), data)).toMatchObject({
    kind: "misfit",
    networkSize: null,
    perPixel: true,
  });
  const document = openNetwork("fcn-32s", { height: 96, width: 96, classes: 9 });
  expect(readiness(document, data)).toMatchObject({
    kind: "misfit",
    networkSize: 64,
    data: { size: 96, classes: 9 },
  });
  const fitted = fitToData(document, analyse(document), { ...data, perPixel: true });
  expect(fitted.ok && readiness(fitted.value, data)).toEqual({ kind: "ready" });
});

it("names the operators that nothing here computes, before the data is looked at", () => {
  const { graph, ...rest } = openNetwork("resnet-cifar-20");
  const [last = ""] = Object.keys(graph.nodes)
    .filter((id) => graph.nodes[id]?.kind === "layer")
    .slice(-1);
  const nodes = { ...graph.nodes, erf: layer("erf", "opaque", layerParams("opaque", { operator: "Erf" })) };
  const edge = { from: { node: last, port: 0 }, to: { node: "erf", port: 0 } };
  const found = readiness({ ...rest, graph: { nodes, edges: { ...graph.edges, [edgeId(edge)]: edge } } });
  expect(found).toMatchObject({
    kind: "unrunnable",
    problems: [{ path: "erf", message: "Erf cannot be run: no layer here does what it does." }],
  });
});
