import { type Document, emptyDocument } from "../../graph/document";
import type { StoredArray } from "../safetensors/read";
import { convertModel } from "./convert";
import { readModelFile } from "./model-file";
import { readWeights, type Shards } from "./weights";

/** A network out of a file, and its weights under their names in the document. */
interface ReadKeras {
  readonly document: Document;
  readonly weights: ReadonlyMap<string, StoredArray>;
  readonly classNames: null;
}

/**
 * Reads the model.json of a tfjs LayersModel and its shards as a network: channels go first in kernels, and what reads a
 * flattened map has its rows put in our order. Throws a readable error that names the layer where one cannot be read.
 */
export function readKeras(text: string, { name, shards }: { name: string; shards: Shards }): ReadKeras {
  const model = readModelFile(text);
  const { graph, weights } = convertModel(model, readWeights(model, shards));
  return { document: { ...emptyDocument(model.name || name), graph }, weights, classNames: null };
}
