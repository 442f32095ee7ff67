import { describe, expect, test } from "vitest";
import { createAnalyser } from "../../shared/analysis/analyse";
import { leavesOf } from "../../shared/analysis/leaves";
import type { GraphAnalysis } from "../../shared/analysis/types";
import type { AnyBlockDefinition } from "../../shared/blocks/define";
import { interiorOf } from "../../shared/blocks/expand";
import { blockParams, blocks } from "../../shared/blocks/registry";
import {
  BLOCK_INPUT,
  BLOCK_OUTPUT,
  type BlockNode,
  type Document,
  emptyDocument,
  type GraphNode,
  type Params,
  type ParamValue,
} from "../../shared/graph/document";
import { isName } from "../../shared/graph/names";
import { adjacency } from "../../shared/graph/traverse";
import { checkParams, defaultsOf, type ParamSpec } from "../../shared/layers/params";
import { channelsOf, heldShape, type MapShape, type Shape } from "../../shared/layers/shape";
import { block, graph, layer } from "../helpers/graphs";

describe.each(blocks.all.map((each) => [each.id, each] as const))("%s", (_, definition) => {
  test("is documented", () => {
    const { title, summary, documentation, source, params } = definition;
    const helps = Object.values(params).flatMap(({ label, help }) => [label, help]);
    expect([title, source, ...helps].filter((text) => text.length < 2)).toEqual([]);
    expect([summary, documentation].filter((text) => text.length < 30 || !text.endsWith("."))).toEqual([]);
    expect(definition.caption?.(defaultsOf(params) as never)).toMatch(/^[^{}[\]]{1,40}$/);
  });

  test("has defaults that it accepts, and examples", () => {
    expect(checkParams(definition.params, defaultsOf(definition.params))).toEqual([]);
    expect(definition.examples.length).toBeGreaterThan(0);
  });

  test.each(definition.examples.map((example) => [JSON.stringify(example.params ?? {}), example] as const))(
    "unfolds and adds up with %s",
    (_name, example) => {
      const analysis = analyse(definition.id, example.params ?? {}, example.inputs);
      const held = analysis.nodes.get("block");
      expect({
        problems: analysis.problems,
        output: held?.outputs,
        params: held?.totals.params,
        macs: held?.totals.macs,
        complete: held?.totals.complete,
      }).toEqual({
        problems: [],
        output: [example.output],
        params: example.parameters ?? held?.totals.params,
        macs: example.macs ?? held?.totals.macs,
        complete: true,
      });
      expect(sumOfLeaves(analysis)).toEqual({ params: analysis.totals.params, macs: analysis.totals.macs });
    },
  );

  test("gives as many channels as its width says, if it declares one", () => {
    const { widthParam } = definition;
    if (!widthParam) return;
    const widths = definition.examples.map(({ params, inputs }) => {
      const analysis = analyse(
        definition.id,
        { ...params, ...ungrouped(definition), [widthParam]: 7 },
        inputs,
      );
      const output = heldShape(analysis.nodes.get("block")?.outputs[0]);
      return output && channelsOf(output);
    });
    expect(widths).toEqual(definition.examples.map(() => 7));
  });

  test("writes a whole graph with good names, whatever its parameters", () => {
    for (const params of variations(definition)) {
      const interior = interiorOf(instance(definition.id, params), {});
      if (!interior.ok) throw new Error(interior.error.message);
      const { nodes } = interior.value.graph;
      const { incoming, outgoing } = adjacency(interior.value.graph);
      const label = JSON.stringify(params);
      expect(
        Object.values(nodes).filter(({ id, name }) => id !== name || !isName(name)),
        label,
      ).toEqual([]);
      // Nothing dangles: every node is fed and read.
      expect(
        Object.keys(nodes).filter((id) => !incoming.has(id) || !outgoing.has(id)),
        label,
      ).toEqual([]);
      expect(outgoing.has(BLOCK_INPUT) && incoming.has(BLOCK_OUTPUT), label).toBe(true);
    }
  });

  test("has only problems that its parameters explain, whatever they are", () => {
    const [example] = definition.examples;
    if (!example) throw new Error("no example");
    for (const params of variations(definition)) {
      const analysis = analyse(definition.id, { ...example.params, ...params }, example.inputs);
      // A shortcut, or groups, that do not fit are told with both shapes; nothing else may come out.
      for (const { message } of analysis.problems) {
        expect(message).toMatch(
          /cannot be added|cannot be multiplied|do not divide|can only add channels|window is larger|in the padding|reaches out of/,
        );
      }
    }
  });
});

function instance(definition: string, params: Params): BlockNode {
  return block("block", definition, { params: blockParams(definition, params) }) as BlockNode;
}

/** The block behind an input layer for each of its inputs, or behind dense features where its example takes a vector. */
function analyse(definition: string, params: Params, inputs: readonly Shape[]): GraphAnalysis {
  const nodes = [instance(definition, params) as GraphNode];
  const edges: string[] = [];
  for (const [port, shape] of inputs.entries()) {
    const isVector = shape.length === 1;
    const [height, width, channels] = (isVector ? [shape[0] / 4, 1, 4] : shape) as MapShape;
    nodes.push(layer(`input${port}`, "input", { height, width, channels }));
    if (isVector) nodes.push(layer(`flatten${port}`, "flatten"));
    if (isVector) edges.push(`input${port}>flatten${port}`, `flatten${port}>block:${port}`);
    else edges.push(`input${port}>block:${port}`);
  }
  const document: Document = { ...emptyDocument("test"), graph: graph(nodes, edges) };
  return createAnalyser().analyse(document);
}

/** Seven channels do not fall into groups. */
function ungrouped({ params }: AnyBlockDefinition): Params {
  return "groups" in params ? { groups: 1 } : {};
}

function sumOfLeaves(analysis: GraphAnalysis) {
  const sum = { params: 0, macs: 0 };
  for (const { analysis: leaf } of leavesOf(analysis)) {
    sum.params += leaf.totals.params;
    sum.macs += leaf.totals.macs;
  }
  return sum;
}

/** Each parameter in turn at other values than its default, the others as they are. */
function variations(definition: AnyBlockDefinition): readonly Params[] {
  return Object.entries(definition.params).flatMap(([name, spec]) =>
    otherValues(spec).map((value) => ({ [name]: value })),
  );
}

function otherValues(spec: ParamSpec): readonly ParamValue[] {
  switch (spec.kind) {
    case "integer":
      return [spec.min, Math.min(spec.default + 1, spec.max), Math.min(spec.default * 2, spec.max)];
    case "number":
      return [spec.min, spec.max];
    case "boolean":
      return [!spec.default];
    case "choice":
      return spec.options.map(({ value }) => value);
    case "pair":
      return [
        [spec.min, spec.min],
        [2, 3],
        [5, 5],
      ];
    case "padding":
      return ["same", "valid", [2, 1, 0, 3]];
    case "text":
      return ["", "other"];
  }
}
