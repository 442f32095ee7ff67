import { weightPrefix } from "../../../analysis/unfold";
import { UserError } from "../../../base/assert";
import { type Document, emptyDocument } from "../../../graph/document";
import type { StoredArray } from "../../safetensors/read";
import { PRODUCER } from "../model";
import { channelsFirst } from "./channels-first";
import { convert } from "./convert";
import { namePaths } from "./name-paths";
import { nest } from "./nest";
import { type RawValue, readModel } from "./raw-model";
import type { ExternalFiles } from "./tensor";
import { fixedInput } from "./values";

/** A network out of a file, and its weights under their names in the document, read when they are asked for. */
export interface ReadNetwork {
  readonly document: Document;
  readonly weights: ReadonlyMap<string, StoredArray>;
  /** What the outputs stand for, where the file says so. */
  readonly classNames: readonly string[] | null;
  /** How the file has its images. */
  readonly axes: "channels-first" | "channels-last";
  /** Height and width of the images, where the file leaves one or both open. */
  readonly assumedSize: readonly [height: number, width: number] | null;
  /** What the file calls its images. */
  readonly inputName: string;
  /** What it calls its outputs, and the layers that give them, by path. */
  readonly outputs: readonly {
    readonly name: string;
    readonly path: string;
    /** How it is in the file, if it is a map. */
    readonly axes: ReadNetwork["axes"];
  }[];
}

export interface ReadOptions {
  /** Of the document, where the file names none. */
  readonly name: string;
  /** Height and width of images where the file leaves them open. */
  readonly size?: number;
  /** The files beside the model; throws where one is missing. */
  readonly external?: ExternalFiles;
}

const USUAL_SIZE = 224;

/** Reads an ONNX model as a network. Throws a readable error on what is damaged or cannot be shown. */
export function readOnnx(
  file: ArrayBuffer,
  { name, size = USUAL_SIZE, external = noFiles }: ReadOptions,
): ReadNetwork {
  const given = readModel(new Uint8Array(file), external);
  const { model, axes, outputAxes } = channelsFirst(given);
  const { layers, ends } = convert(model, size);
  const isComplete = model.producer === PRODUCER;
  const { graph, definitions, paths } = nest(layers, { pathOf: namePaths(layers, isComplete), isComplete });
  const weights = new Map<string, StoredArray>();
  for (const layer of layers) {
    for (const [own, tensor] of Object.entries(layer.weights)) {
      const fullName = `${weightPrefix(paths.get(layer.id) as string)}.${own}`;
      weights.set(fullName, { shape: tensor.shape, read: () => asFloats(tensor.numbers()) });
    }
  }
  const { name: said, class_names: classes } = model.metadata;
  return {
    document: { ...emptyDocument(said || name), graph, definitions },
    weights,
    classNames: classes === undefined ? null : namesIn(classes),
    axes,
    assumedSize: assumedSize(model.graph.inputs, size),
    inputName: model.graph.inputs[0]?.name ?? "",
    outputs: given.graph.outputs.map((output, index) => ({
      name: output.name,
      path: paths.get(ends[index] as number) as string,
      axes: outputAxes[index] ?? "channels-first",
    })),
  };
}

function assumedSize(inputs: readonly RawValue[], size: number): ReadNetwork["assumedSize"] {
  const open = inputs.find(({ shape }) => shape?.length === 4 && shape.slice(2).includes(null));
  const axes = open && fixedInput(open, size);
  return axes ? [axes[2] as number, axes[3] as number] : null;
}

function asFloats(numbers: Float32Array | Float64Array): Float32Array {
  return numbers instanceof Float32Array ? numbers : Float32Array.from(numbers);
}

function noFiles(name: string): never {
  throw new UserError(
    `The weights are in "${name}", a file beside the model. Put it there, or choose it along with the model.`,
  );
}

/** Whatever stands there, only a list of texts is one of names. */
function namesIn(text: string): readonly string[] | null {
  try {
    const names: unknown = JSON.parse(text);
    return Array.isArray(names) && names.every((name) => typeof name === "string") ? names : null;
  } catch {
    return null;
  }
}
