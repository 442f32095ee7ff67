import { BLOCK_INPUT, BLOCK_OUTPUT } from "../../graph/document";
import type { ProjectFault } from "./faults";
import type { GraphFile, ProjectFile } from "./schema";

/** Deeper than any network is drawn; keeps a hostile file from exhausting the stack of whoever walks it. */
const MAX_DEPTH = 64;

/**
 * What the schema cannot say: ids and names are used once, edges join ports that are there, an input port takes one
 * edge. Loops, unknown types and blocks that contain themselves are problems of nodes and are told by the analysis.
 */
export function checkReferences(file: ProjectFile): readonly ProjectFault[] {
  return [
    ...checkGraph(file.graph, "graph", null),
    ...repeated(
      file.definitions.map(({ id }) => id),
      (index) => `definitions[${index}].id`,
    ),
    ...file.definitions.flatMap(({ graph, inputs, outputs }, index) =>
      checkGraph(graph, `definitions[${index}].graph`, { inputs: inputs.length, outputs: outputs.length }),
    ),
    ...checkDepth(file),
  ];
}

interface Ports {
  readonly inputs: number;
  readonly outputs: number;
}

function checkGraph(graph: GraphFile, path: string, own: Ports | null): readonly ProjectFault[] {
  const ids = new Set(graph.nodes.map(({ id }) => id));
  const taken = new Map<string, number>();
  const faults: ProjectFault[] = [
    ...repeated(
      graph.nodes.map(({ id }) => id),
      (index) => `${path}.nodes[${index}].id`,
    ),
    ...repeated(
      graph.nodes.map(({ name }) => name),
      (index) => `${path}.nodes[${index}].name`,
    ),
  ];
  for (const [index, { from, to }] of graph.edges.entries()) {
    const at = `${path}.edges[${index}]`;
    if (!leads(from, ids, BLOCK_INPUT, own?.inputs)) faults.push(dangling(`${at}.from`, from, own));
    if (!leads(to, ids, BLOCK_OUTPUT, own?.outputs)) faults.push(dangling(`${at}.to`, to, own));
    const port = `${to.node}:${to.port}`;
    const other = taken.get(port);
    if (other !== undefined) faults.push(crowded(`${at}.to`, port, other));
    taken.set(port, index);
  }
  return faults;
}

interface End {
  readonly node: string;
  readonly port: number;
}

function leads(end: End, ids: ReadonlySet<string>, boundary: string, ports = 0): boolean {
  return ids.has(end.node) || (end.node === boundary && end.port < ports);
}

function dangling(path: string, end: End, own: Ports | null): ProjectFault {
  return {
    path,
    message: "The edge ends at nothing.",
    expected: own ? "a node of this block or one of its own ports" : "a node of this graph",
    received: `${end.node}, port ${end.port}`,
    remedy: "Remove the edge, or add the node.",
  };
}

function crowded(path: string, port: string, other: number): ProjectFault {
  return {
    path,
    message: "Two edges lead to one input port.",
    expected: "one edge for each input port",
    received: `${port}, where edge ${other} ends already`,
    remedy: "Remove one, or join the branches by a layer.",
  };
}

function repeated(values: readonly string[], path: (index: number) => string): readonly ProjectFault[] {
  const seen = new Set<string>();
  return values.flatMap((value, index) => {
    if (!seen.has(value)) {
      seen.add(value);
      return [];
    }
    return [
      {
        path: path(index),
        message: "This is used twice.",
        expected: "one that no other has",
        received: value,
        remedy: "Rename one of them.",
      },
    ];
  });
}

/** By layers of who holds whom, without recursion; blocks that contain themselves are left to the analysis. */
function checkDepth({ definitions }: ProjectFile): readonly ProjectFault[] {
  const known = new Set(definitions.map(({ id }) => id));
  const holders = new Map<string, string[]>();
  const waiting = new Map<string, number>();
  for (const { id, graph } of definitions) {
    const held = new Set(graph.nodes.flatMap((node) => (node.kind === "block" ? [node.definition] : [])));
    const own = [...held].filter((each) => known.has(each));
    waiting.set(id, own.length);
    for (const each of own) holders.set(each, [...(holders.get(each) ?? []), id]);
  }
  let level = [...waiting].flatMap(([id, count]) => (count === 0 ? [id] : []));
  let depth = 0;
  while (level.length > 0) {
    depth++;
    level = level.flatMap((id) => holders.get(id) ?? []).filter((id) => countDown(waiting, id) === 0);
  }
  const looped = [...waiting.values()].filter((count) => count > 0).length;
  if (Math.max(depth, looped) <= MAX_DEPTH) return [];
  return [
    {
      path: "definitions",
      message: "Blocks are nested too deeply.",
      expected: `at most ${MAX_DEPTH} levels`,
      received: `${Math.max(depth, looped)}`,
      remedy: "Ungroup some of them.",
    },
  ];
}

function countDown(waiting: Map<string, number>, id: string): number {
  const left = (waiting.get(id) ?? 0) - 1;
  waiting.set(id, left);
  return left;
}
