import { expect, test } from "vitest";
import { createAnalyser } from "../../../shared/analysis/analyse";
import type { Document } from "../../../shared/graph/document";
import { setParams } from "../../../shared/graph/edits";
import { setFrozen } from "../../../shared/graph/frozen";
import { fittingNetworkEdit } from "../../../shared/networks/fit";
import { differsFromOrigin } from "../../../shared/networks/origin";
import { openNetwork } from "../../../shared/networks/registry";

function fitted(document: Document, size: number, classes: number): Document {
  return fittingNetworkEdit(createAnalyser().analyse(document), { size, classes })(document);
}

test("a network of the catalogue is fitted by its own parameters, and keeps what is frozen", () => {
  const document = setFrozen(["conv1"], true)(openNetwork("resnet-18"));
  const found = fitted(document, 32, 10);
  expect({ frozen: found.frozen, params: found.origin?.params, differs: differsFromOrigin(found) }).toEqual({
    frozen: { conv1: true },
    params: { ...document.origin?.params, height: 32, width: 32, classes: 10 },
    differs: false,
  });
});

test("one that was changed by hand keeps its changes, and the parameters that it began with", () => {
  const changed = setParams("main", "conv1", { filters: 48 })(openNetwork("resnet-18"));
  const found = fitted(changed, 64, 7);
  expect({ params: found.origin?.params, nodes: found.graph.nodes }).toEqual({
    params: changed.origin?.params,
    nodes: {
      ...changed.graph.nodes,
      input: { ...changed.graph.nodes.input, params: { height: 64, width: 64, channels: 3 } },
      fc: { ...changed.graph.nodes.fc, params: expect.objectContaining({ units: 7 }) },
    },
  });
});

test("one that its own parameters do not make fit is fitted as far as it goes", () => {
  const document = openNetwork("vgg-a");
  expect(fitted(document, 8, 10).graph.nodes.input).toMatchObject({ params: { height: 8, width: 8 } });
});
