import * as z from "zod";
import { UserError } from "../../base/assert";

/** A layer as Keras writes it, with the names of the layers that feed it. */
export interface KerasLayer {
  readonly name: string;
  readonly className: string;
  readonly config: KerasConfig;
  readonly inputs: readonly string[];
  /** Of a model that stands as a layer in another. */
  readonly inside?: KerasGraph;
}

export interface KerasGraph {
  readonly name: string;
  readonly layers: readonly KerasLayer[];
  /** The input layers in order, by name. */
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
}

export type KerasConfig = Readonly<Record<string, unknown>>;

export interface StoredWeight {
  readonly name: string;
  readonly shape: readonly number[];
  readonly dtype: string;
  readonly quantization?:
    | { readonly dtype: string; readonly scale?: number | undefined; readonly min?: number | undefined }
    | undefined;
}

export interface KerasModel extends KerasGraph {
  /** Files with weights, in order, and what stands in them one after another. */
  readonly groups: readonly {
    readonly paths: readonly string[];
    readonly weights: readonly StoredWeight[];
  }[];
}

const record = z.record(z.string(), z.unknown());
const modelSchema = z.looseObject({ class_name: z.string(), config: z.unknown() });

const fileSchema = z.looseObject({
  modelTopology: z.union([modelSchema, z.looseObject({ model_config: modelSchema })]),
  weightsManifest: z
    .array(
      z.looseObject({
        paths: z.array(z.string()),
        weights: z.array(
          z.looseObject({
            name: z.string(),
            shape: z.array(z.int().min(0)),
            dtype: z.string(),
            quantization: z
              .looseObject({
                dtype: z.string(),
                scale: z.number().optional(),
                min: z.number().optional(),
              })
              .optional(),
          }),
        ),
      }),
    )
    .default([]),
});

const layerSchema = z.looseObject({
  class_name: z.string(),
  name: z.string().optional(),
  config: record,
  inbound_nodes: z.array(z.unknown()).optional(),
});

/** More than any model has; what a file may ask of us is bounded. */
const MAX_LAYERS = 10_000;
/** Models within models within models. */
const MAX_DEPTH = 16;

const layersSchema = z.looseObject({
  name: z.string().optional(),
  layers: z.array(layerSchema).max(MAX_LAYERS),
  input_layers: z.array(z.unknown()).default([]),
  output_layers: z.array(z.unknown()).default([]),
});

type LayerFile = z.infer<typeof layerSchema>;

/** Reads `model.json` of a LayersModel. Throws a readable error on what is damaged, or another kind of model. */
export function readModelFile(text: string): KerasModel {
  const file = fileSchema.safeParse(parseJson(text));
  if (!file.success) {
    const [issue] = file.error.issues;
    throw refused(`"${issue?.path.join(".") || "modelTopology"}" is not as expected`);
  }
  const { modelTopology, weightsManifest: groups } = file.data;
  const model = modelSchema.parse(
    "model_config" in modelTopology ? modelTopology.model_config : modelTopology,
  );
  return { ...readGraph(model.class_name, model.config, 0), groups };
}

const MODEL_CLASSES = ["Model", "Functional", "Sequential"];

function readGraph(className: string, config: unknown, depth: number): KerasGraph {
  if (depth > MAX_DEPTH) throw refused(`models stand in one another more than ${MAX_DEPTH} deep`);
  const parsed = layersSchema.safeParse(Array.isArray(config) ? { layers: config } : config);
  if (!parsed.success) throw refused("its layers are not listed");
  const { name = "", layers: files, input_layers, output_layers } = parsed.data;
  if (className !== "Sequential") {
    const layers = files.map((file) => linked(file, depth));
    return { name, layers, inputs: endsOf(input_layers), outputs: endsOf(output_layers) };
  }
  const layers = chained(files, depth);
  return { name, layers, inputs: namesOf(layers.slice(0, 1)), outputs: namesOf(layers.slice(-1)) };
}

function namesOf(layers: readonly KerasLayer[]): readonly string[] {
  return layers.map(({ name }) => name);
}

/** [["a", 0, 0], ["b", 0, 0]], or of a single one perhaps ["a", 0, 0]. */
function endsOf(ends: readonly unknown[]): readonly string[] {
  const links = typeof ends[0] === "string" ? [ends] : ends;
  return links.map((link) => sourceOf("the model", link));
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw refused("it is not JSON");
  }
}

/** A Sequential may leave its input to the shape that its first layer says, or to whatever feeds it. */
function chained(files: readonly LayerFile[], depth: number): readonly KerasLayer[] {
  const read = files.map((file) => plain(file, depth));
  const [first] = read;
  const layers: KerasLayer[] = [];
  const shape = first && shapeAhead(first);
  if (first?.className !== "InputLayer" && (shape || depth > 0)) {
    const config = shape ? { batch_input_shape: shape } : {};
    layers.push({ name: "input", className: "InputLayer", config, inputs: [] });
  }
  for (const layer of read) layers.push({ ...layer, inputs: namesOf(layers.slice(-1)) });
  return layers;
}

/** The images that a layer says it takes; of a model within the model its own first layer says it. */
function shapeAhead({ config, inside }: Omit<KerasLayer, "inputs">): readonly unknown[] | null {
  const shape = config.batch_input_shape ?? config.batch_shape;
  if (Array.isArray(shape)) return shape;
  const input = inside?.layers.find(({ className }) => className === "InputLayer");
  return input ? shapeAhead(input) : null;
}

function linked(file: LayerFile, depth: number): KerasLayer {
  const layer = plain(file, depth);
  const nodes = file.inbound_nodes ?? [];
  if (nodes.length > 1) {
    throw new UserError(
      `The layer "${layer.name}" is used ${nodes.length} times with the same weights, which no network here can. Build the model with a layer for each use.`,
    );
  }
  const [node = []] = nodes;
  if (!Array.isArray(node)) {
    throw refused(`"${layer.name}" says in the way of Keras 3 what feeds it; save it by tfjs or Keras 2`);
  }
  return { ...layer, inputs: node.map((link) => sourceOf(layer.name, link)) };
}

function sourceOf(name: string, link: unknown): string {
  if (Array.isArray(link) && typeof link[0] === "string" && (link[2] ?? 0) === 0) return link[0];
  throw refused(`what feeds "${name}" cannot be read`);
}

function plain(
  { class_name: className, name, config }: LayerFile,
  depth: number,
): Omit<KerasLayer, "inputs"> {
  const given = name ?? config.name;
  if (typeof given !== "string") throw refused(`a ${className} has no name`);
  const isModel = MODEL_CLASSES.includes(className);
  const inside = isModel ? { inside: readGraph(className, config, depth + 1) } : {};
  return { name: given, className, config, ...inside };
}

export function refused(reason: string): UserError {
  return new UserError(
    `This is not the model.json of a tfjs LayersModel, or it is damaged: ${reason}. Save it by model.save() again.`,
  );
}
