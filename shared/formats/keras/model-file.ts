import * as z from "zod";
import { UserError } from "../../base/assert";

/** A layer as Keras writes it, with the names of the layers that feed it. */
export interface KerasLayer {
  readonly name: string;
  readonly className: string;
  readonly config: KerasConfig;
  readonly inputs: readonly string[];
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

export interface KerasModel {
  readonly name: string;
  readonly layers: readonly KerasLayer[];
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

const layersSchema = z.looseObject({
  name: z.string().optional(),
  layers: z.array(layerSchema).max(MAX_LAYERS),
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
  const config = Array.isArray(model.config) ? { layers: model.config } : model.config;
  const parsed = layersSchema.safeParse(config);
  if (!parsed.success) throw refused("its layers are not listed");
  const isChain = model.class_name === "Sequential";
  const layers = isChain ? chained(parsed.data.layers) : parsed.data.layers.map(linked);
  return { name: parsed.data.name ?? "", layers, groups };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw refused("it is not JSON");
  }
}

/** A Sequential may leave its input to the first layer's `batch_input_shape`. */
function chained(files: readonly LayerFile[]): readonly KerasLayer[] {
  const layers: KerasLayer[] = [];
  const [first] = files;
  const shape = first?.config.batch_input_shape;
  if (first && first.class_name !== "InputLayer" && Array.isArray(shape)) {
    layers.push({ name: "input", className: "InputLayer", config: { batch_input_shape: shape }, inputs: [] });
  }
  for (const file of files) {
    const before = layers.at(-1);
    layers.push({ ...plain(file), inputs: before ? [before.name] : [] });
  }
  return layers;
}

function linked(file: LayerFile): KerasLayer {
  const layer = plain(file);
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

function plain({ class_name: className, name, config }: LayerFile): Omit<KerasLayer, "inputs"> {
  const given = name ?? config.name;
  if (typeof given !== "string") throw refused(`a ${className} has no name`);
  return { name: given, className, config };
}

export function refused(reason: string): UserError {
  return new UserError(
    `This is not the model.json of a tfjs LayersModel, or it is damaged: ${reason}. Save it by model.save() again.`,
  );
}
