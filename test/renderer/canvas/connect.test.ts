import { describe, expect, it } from "vitest";
import { connectionFault, endsOfConnection, replacedEdge } from "../../../renderer/canvas/connect";
import { type Document, type Endpoint, emptyDocument } from "../../../shared/graph/document";
import { layerParams } from "../../../shared/layers/registry";
import { openNetwork } from "../../../shared/networks/registry";
import { graph, layer } from "../../helpers/graphs";

function node(id: string, type: string, params = {}) {
  return layer(id, type, layerParams(type, params));
}

const document: Document = {
  ...emptyDocument("Untitled"),
  graph: graph(
    [
      node("image", "input", { height: 32, width: 32, channels: 3 }),
      node("conv", "conv2d", { filters: 8 }),
      node("wide", "conv2d", { filters: 16 }),
      node("relu", "relu"),
      node("loose", "relu"),
      node("sum", "add"),
      node("empty_sum", "add"),
      node("join", "concat"),
      node("fc", "dense"),
      node("flat", "flatten"),
    ],
    ["image>conv", "image>wide", "conv>relu", "conv>sum:0", "conv>join:0"],
  ),
};

const cases: readonly (readonly [string, string, string | null])[] = [
  ["relu", "flat", null],
  ["relu", "join:1", null],
  ["relu", "sum:1", null],
  // An occupied input is replaced.
  ["image", "relu", null],
  // Of a half-built part nothing is known, and more inputs may come.
  ["loose", "flat", null],
  ["conv", "empty_sum", null],
  ["relu", "conv", "This connection would close a loop."],
  ["relu", "relu", "This connection would close a loop."],
  ["conv", "relu", "These are connected already."],
  ["relu", "image", "image takes no input."],
  ["wide", "sum:1", "Input 1 is 32×32×8 and input 2 is 32×32×16"],
  ["conv", "fc", "A dense layer works on a vector of features, and a map came in."],
  ["conv:1", "fc", "conv has no such connection point."],
  ["nobody", "fc", "The node is not there any more."],
];

function end(written: string): Endpoint {
  const [id = "", port = "0"] = written.split(":");
  return { node: id, port: Number(port) };
}

describe("a connection", () => {
  it.each(cases)("from %s to %s: %s", (from, to, message) => {
    const fault = connectionFault(document, "", end(from), end(to));
    expect(fault?.message ?? null).toEqual(message === null ? null : expect.stringContaining(message));
  });

  it("says what it replaces", () => {
    expect(replacedEdge(document, "", end("relu"))?.from.node).toBe("conv");
    expect(replacedEdge(document, "", end("sum:1"))).toBeNull();
  });

  it("to a merge takes the next free input", () => {
    const drawn = { source: "relu", sourceHandle: "out:0", target: "sum", targetHandle: "in:0" };
    expect(endsOfConnection(document, drawn)).toEqual({
      frame: "",
      from: end("relu"),
      to: end("sum:1"),
    });
  });

  it("stays inside one block", () => {
    const googlenet = openNetwork("googlenet");
    const across = {
      source: "pool2",
      sourceHandle: "out:0",
      target: "inception_3a/conv1x1",
      targetHandle: "in:0",
    };
    const inside = {
      source: "inception_3a",
      sourceHandle: "$in:0",
      target: "inception_3a/conv3x3",
      targetHandle: "in:0",
    };
    expect(endsOfConnection(googlenet, across)).toBeNull();
    expect(endsOfConnection(googlenet, inside)).toEqual({
      frame: "inception_3a",
      from: end("$in"),
      to: end("conv3x3"),
    });
  });

  it("inside a catalogue block is judged with the shapes that arrive there", () => {
    const resnet = openNetwork("resnet-50");
    const fault = connectionFault(resnet, "conv2_x/rest", end("$in"), { node: "add", port: 0 });
    expect(fault).toBeNull();
    const narrow = connectionFault(resnet, "conv2_x/rest", end("relu1"), { node: "add", port: 0 });
    expect(narrow).toMatchObject({ received: expect.stringContaining("56×56×64") });
  });
});
