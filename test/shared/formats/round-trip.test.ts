import fc from "fast-check";
import { expect, test } from "vitest";
import { openForEditing } from "../../../shared/blocks/edit-inside";
import { parseProject } from "../../../shared/formats/project/parse";
import { serializeProject } from "../../../shared/formats/project/serialize";
import {
  type Definition,
  type Document,
  type Edge,
  edgeId,
  type Graph,
  type GraphNode,
  type Params,
  type ParamValue,
} from "../../../shared/graph/document";
import { isName } from "../../../shared/graph/names";
import { networks, openNetwork } from "../../../shared/networks/registry";

const name = fc.stringMatching(/^[A-Za-z0-9_-]{1,12}$/).filter(isName);
const finite = fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => (value === 0 ? 0 : value));
const value: fc.Arbitrary<ParamValue> = fc.oneof(
  finite,
  fc.boolean(),
  fc.string(),
  fc.array(finite, { maxLength: 4 }),
);
const params: fc.Arbitrary<Params> = fc.dictionary(
  fc.string({ maxLength: 10 }).filter((key) => key !== "__proto__"),
  value,
  { maxKeys: 4, noNullPrototype: true },
);
const ports = fc.array(fc.string({ maxLength: 8 }), { maxLength: 3 });

function graphOf(inputs: number, outputs: number): fc.Arbitrary<Graph> {
  return fc.uniqueArray(name, { maxLength: 6 }).chain((ids) => {
    const nodes = fc.tuple(...ids.map((id) => nodeOf(id)));
    const sources = [...ids.map((node) => ({ node, ports: 2 })), { node: "$in", ports: inputs }];
    const targets = [...ids.map((node) => ({ node, ports: 3 })), { node: "$out", ports: outputs }];
    const edges = fc.uniqueArray(edgeOf(sources, targets), {
      maxLength: 8,
      selector: ({ to }) => `${to.node}:${to.port}`,
    });
    return fc.record({ nodes, edges }).map((made) => ({
      nodes: Object.fromEntries(made.nodes.map((node) => [node.id, node])),
      edges: Object.fromEntries(
        made.edges
          .filter(({ from, to }) => from.port >= 0 && to.port >= 0)
          .map((edge) => [edgeId(edge), edge]),
      ),
    }));
  });
}

interface Place {
  readonly node: string;
  readonly ports: number;
}

/** A place without ports gives port -1, which is filtered out. */
function edgeOf(sources: readonly Place[], targets: readonly Place[]): fc.Arbitrary<Edge> {
  const end = (places: readonly Place[]) =>
    fc
      .tuple(fc.constantFrom(...places), fc.nat(9))
      .map(([{ node, ports: count }, port]) => ({ node, port: count === 0 ? -1 : port % count }));
  return fc.record({ from: end(sources), to: end(targets) });
}

function nodeOf(id: string): fc.Arbitrary<GraphNode> {
  return fc.oneof(
    fc.record({
      kind: fc.constant("layer" as const),
      id: fc.constant(id),
      name: fc.constant(id),
      type: fc.string(),
      params,
    }),
    fc.record({
      kind: fc.constant("block" as const),
      id: fc.constant(id),
      name: fc.constant(id),
      definition: name,
      params,
      repeat: fc.integer(),
    }),
  );
}

function definitionOf(id: string): fc.Arbitrary<Definition> {
  return fc.tuple(ports, ports).chain(([inputs, outputs]) =>
    fc.record({
      id: fc.constant(id),
      title: fc.string(),
      inputs: fc.constant(inputs),
      outputs: fc.constant(outputs),
      basis: fc.option(fc.record({ block: name, params })),
      graph: graphOf(inputs.length, outputs.length),
    }),
  );
}

const path = fc.array(name, { minLength: 1, maxLength: 3 }).map((ids) => ids.join("/"));
const document: fc.Arbitrary<Document> = fc.uniqueArray(name, { maxLength: 3 }).chain((ids) =>
  fc.record({
    name: fc.string(),
    origin: fc.option(fc.record({ network: fc.string(), params })),
    graph: graphOf(0, 0),
    definitions: fc
      .tuple(...ids.map((id) => definitionOf(id)))
      .map((made) => Object.fromEntries(made.map((definition) => [definition.id, definition]))),
    frozen: fc.dictionary(path, fc.constant(true as const), { noNullPrototype: true }),
    view: fc.record({
      positions: fc.dictionary(path, fc.record({ x: finite, y: finite }), { noNullPrototype: true }),
      unfolded: fc.dictionary(path, fc.constant(true as const), { noNullPrototype: true }),
    }),
  }),
);

function reopened(text: string): Document {
  const parsed = parseProject(text);
  if (!parsed.ok) throw new Error(parsed.error.message);
  return parsed.value;
}

test("what is saved is opened as it was, and saved again byte by byte", () => {
  fc.assert(
    fc.property(document, (made) => {
      const text = serializeProject(made);
      const opened = reopened(text);
      expect(opened).toEqual(made);
      expect(serializeProject(opened)).toBe(text);
    }),
    { numRuns: 150 },
  );
});

test("the order in which things were made does not show", () => {
  fc.assert(
    fc.property(document, (made) => {
      expect(serializeProject(reversed(made) as Document)).toBe(serializeProject(made));
    }),
    { numRuns: 100 },
  );
});

test.each(networks.all.map(({ id }) => id))("%s survives the way through a file", (id) => {
  const opened = openNetwork(id);
  expect(reopened(serializeProject(opened))).toEqual(opened);
});

test("a block edited inside survives the way through a file", () => {
  const { document: edited } = openForEditing(openNetwork("googlenet"), "inception_3a", "this");
  expect(reopened(serializeProject(edited))).toEqual(edited);
});

/** Every record with its keys the other way round; lists stay. */
function reversed(held: unknown): unknown {
  if (typeof held !== "object" || held === null || Array.isArray(held)) return held;
  return Object.fromEntries(
    Object.entries(held)
      .reverse()
      .map(([key, inner]) => [key, reversed(inner)]),
  );
}
