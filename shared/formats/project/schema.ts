import { z } from "zod";
import { isName } from "../../graph/names";

export const FORMAT = "blockwise";
/** Raised with every change of the data's shape; a migration beside it then lifts older files. */
export const VERSION = 2;

/** Ids and names become parts of paths; `isName` also keeps out words that every object already has. */
const name = z
  .string()
  .regex(/^[A-Za-z0-9_-]{1,64}$/)
  .refine(isName, { error: "is a reserved word" })
  .meta({ id: "name", description: "1 to 64 letters, digits, underscores or hyphens" });

const endpointNode = z
  .union([name, z.literal(["$in", "$out"])])
  .describe("id of a node, or $in and $out for the ports of the block itself");

const endpoint = z
  .strictObject({ node: endpointNode, port: z.int().min(0).max(63) })
  .meta({ id: "endpoint" });

/** Loose on purpose: a value that its layer does not accept is a problem of that node, not of the file. */
const params = z
  .record(
    z.string().max(64),
    z.union([z.number(), z.boolean(), z.string().max(1000), z.array(z.number()).max(16)]),
  )
  .meta({ id: "params" });

const node = z
  .discriminatedUnion("kind", [
    z.strictObject({ kind: z.literal("layer"), id: name, name, type: z.string().max(64), params }),
    z.strictObject({
      kind: z.literal("block"),
      id: name,
      name,
      definition: name.describe("id of a definition in this file, else of a block of the catalogue"),
      params,
      repeat: z.number().describe("how many copies stand one after another"),
    }),
  ])
  .meta({ id: "node" });

const graph = z
  .strictObject({
    nodes: z.array(node),
    edges: z.array(z.strictObject({ from: endpoint, to: endpoint })),
  })
  .meta({ id: "graph" });

const ports = z.array(z.string().max(64)).max(64);

const definition = z
  .strictObject({
    id: name,
    title: z.string().max(10000),
    inputs: ports,
    outputs: ports,
    basis: z
      .strictObject({ block: name, params })
      .nullable()
      .describe("the catalogue block that it was made from"),
    graph,
  })
  .meta({ id: "definition" });

const path = z
  .string()
  .max(5000)
  .refine((text) => text.split("/").every(isName), { error: "is not a path of node ids joined by slashes" })
  .meta({ id: "path", description: "node ids from the outside in, joined by slashes" });

/** A project file. The parser, the writer's types and the published JSON Schema all come from here. */
export const projectSchema = z.strictObject({
  format: z.literal(FORMAT),
  version: z.literal(VERSION),
  name: z.string().max(10000),
  origin: z
    .strictObject({ network: z.string().max(64), params })
    .nullable()
    .describe("the catalogue network that the document was opened from"),
  graph,
  definitions: z.array(definition),
  frozen: z.array(path).describe("layers and blocks that training leaves as they are"),
  view: z.strictObject({
    positions: z.array(z.strictObject({ path, x: z.number(), y: z.number() })),
    unfolded: z.array(path),
  }),
});

export type ProjectFile = z.infer<typeof projectSchema>;
export type GraphFile = ProjectFile["graph"];

/** The published JSON Schema of project files, for editors and other programs. */
export function projectJsonSchema(): Readonly<Record<string, unknown>> {
  return {
    ...z.toJSONSchema(projectSchema, { io: "input" }),
    title: "Blockwise project",
    description: "A network drawn in Blockwise: its graph, the blocks made in it, and where nodes were put.",
  };
}
