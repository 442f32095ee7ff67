import { describe, expect, it } from "vitest";
import { topologicalOrder } from "../../../shared/graph/traverse";
import { graph, layer } from "../../helpers/graphs";

const nodes = ["input", "one", "three_reduce", "three", "pool", "concat", "out"].map((id) =>
  layer(id, "relu"),
);
const edges = [
  "input>one",
  "input>three_reduce",
  "three_reduce>three",
  "input>pool",
  "one>concat",
  "three>concat:1",
  "pool>concat:2",
  "concat>out",
];

describe("topological order", () => {
  it("lists a concatenation's branches whole and in the order of its ports, whatever the order of the records", () => {
    const expected = {
      nodes: ["input", "one", "three_reduce", "three", "pool", "concat", "out"],
      cyclic: [],
    };
    expect(topologicalOrder(graph(nodes, edges))).toEqual(expected);
    expect(topologicalOrder(graph([...nodes].reverse(), [...edges].reverse()))).toEqual(expected);
  });

  it("sets apart what is on a loop or behind one", () => {
    const looped = graph(
      ["a", "b", "c", "d", "e"].map((id) => layer(id, "relu")),
      ["a>b", "b>c", "c>b:1", "c>d", "a>e"],
    );
    expect(topologicalOrder(looped)).toEqual({ nodes: ["a", "e"], cyclic: ["b", "c", "d"] });
  });

  it("goes through chains longer than the call stack is deep", () => {
    const ids = Array.from({ length: 30000 }, (_, index) => `n${index}`);
    const long = graph(
      ids.map((id) => layer(id, "relu")),
      ids.slice(1).map((id, index) => `n${index}>${id}`),
    );
    expect(topologicalOrder(long).nodes).toEqual(ids);
  });
});
