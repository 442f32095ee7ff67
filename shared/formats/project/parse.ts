import { err, ok, type Result } from "../../base/result";
import { blockParams, blocks } from "../../blocks/registry";
import { type Document, edgeId, type Graph, type GraphNode } from "../../graph/document";
import { layerParams, layers } from "../../layers/registry";
import { checkReferences } from "./check-references";
import { faultOf, faultText, type ProjectFault } from "./faults";
import { findJsonError } from "./json-position";
import { upgrade } from "./migrations";
import { FORMAT, type GraphFile, type ProjectFile, projectSchema, VERSION } from "./schema";

export interface ProjectError {
  /** For the person at the screen: the first fault, and how many more there are. */
  readonly message: string;
  readonly faults: readonly ProjectFault[];
}

/**
 * The document in the text of a project file, of this version or an older one. A file whose structure is whole opens
 * even if its network is not: what layers do not accept is then told by the analysis, at its node.
 */
export function parseProject(text: string): Result<Document, ProjectError> {
  const data = readJson(text);
  if (!data.ok) return refuse([data.error]);
  const marked = checkFormat(data.value);
  if (!marked.ok) return refuse([marked.error]);
  const upgraded = upgrade(marked.value, VERSION);
  if (!upgraded.ok) return refuse([upgraded.error]);
  const file = projectSchema.safeParse(upgraded.value, { reportInput: false });
  if (!file.success) return refuse(file.error.issues.map((issue) => faultOf(issue, upgraded.value)));
  const faults = checkReferences(file.data);
  return faults.length > 0 ? refuse(faults) : ok(toDocument(file.data));
}

function refuse(faults: readonly ProjectFault[]): Result<never, ProjectError> {
  const [first] = faults;
  const more = faults.length > 1 ? ` (${faults.length - 1} more)` : "";
  return err({ message: `${first ? faultText(first) : "The file cannot be read."}${more}`, faults });
}

function readJson(text: string): Result<unknown, ProjectFault> {
  try {
    return ok(JSON.parse(text, refuseProto));
  } catch (thrown) {
    return err(thrown instanceof SyntaxError ? syntaxFault(text) : hostile(thrown));
  }
}

class HostileKeyError extends Error {}

function refuseProto(key: string, value: unknown): unknown {
  if (key === "__proto__") throw new HostileKeyError();
  return value;
}

function hostile(thrown: unknown): ProjectFault {
  const isKey = thrown instanceof HostileKeyError;
  return {
    path: "",
    message: isKey ? "The file names something that no project can hold." : "The file is nested too deeply.",
    expected: "a project file",
    received: isKey ? 'a key "__proto__"' : "lists in lists without end",
    remedy: "Open another file; this one was not made by Blockwise.",
  };
}

function syntaxFault(text: string): ProjectFault {
  const found = findJsonError(text);
  return {
    path: found ? `line ${found.line}, column ${found.column}` : "",
    message: text.trim() === "" ? "The file is empty." : "This is not JSON.",
    expected: found?.expected ?? "JSON",
    received: found?.received ?? "something else",
    remedy: "Correct it there, or open another file.",
  };
}

function checkFormat(data: unknown): Result<Readonly<Record<string, unknown>>, ProjectFault> {
  const isObject = typeof data === "object" && data !== null && !Array.isArray(data);
  const record = isObject ? (data as Readonly<Record<string, unknown>>) : {};
  if (record.format === FORMAT) return ok(record);
  return err({
    path: isObject ? "format" : "",
    message: "This is not a Blockwise project.",
    expected: `"format": "${FORMAT}"`,
    received: isObject ? "another kind of JSON" : "JSON that is not an object",
    remedy: "Open a file that Blockwise saved.",
  });
}

function toDocument({ name, origin, graph, definitions, frozen, view }: ProjectFile): Document {
  const own = new Set(definitions.map(({ id }) => id));
  return {
    name,
    origin,
    graph: toGraph(graph, own),
    definitions: Object.fromEntries(
      definitions.map((definition) => [
        definition.id,
        { ...definition, graph: toGraph(definition.graph, own) },
      ]),
    ),
    frozen: Object.fromEntries(frozen.map((path) => [path, true as const])),
    view: {
      positions: Object.fromEntries(view.positions.map(({ path, x, y }) => [path, { x, y }])),
      unfolded: Object.fromEntries(view.unfolded.map((path) => [path, true as const])),
    },
  };
}

function toGraph({ nodes, edges }: GraphFile, own: ReadonlySet<string>): Graph {
  return {
    nodes: Object.fromEntries(nodes.map((node) => [node.id, withDefaults(node, own)])),
    edges: Object.fromEntries(edges.map((edge) => [edgeId(edge), edge])),
  };
}

/** A parameter that came after the file was written means its default: what the node did before there was one. */
function withDefaults(node: GraphNode, own: ReadonlySet<string>): GraphNode {
  if (node.kind === "layer") {
    return layers.get(node.type) ? { ...node, params: layerParams(node.type, node.params) } : node;
  }
  const isOfCatalogue = blocks.get(node.definition) && !own.has(node.definition);
  return isOfCatalogue ? { ...node, params: blockParams(node.definition, node.params) } : node;
}
