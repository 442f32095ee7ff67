import { emptyDocument } from "../../graph/document";
import type { ImportedNetwork } from "../define-import";
import { convertModel } from "./convert";
import { readModelFile } from "./model-file";
import { readWeights, type Shards } from "./weights";

/**
 * Reads the model.json of a tfjs LayersModel and its shards as a network: channels go first in kernels, and what reads a
 * flattened map has its rows put in our order. Throws a readable error that names the layer where one cannot be read.
 */
export function readKeras(text: string, { name, shards }: { name: string; shards: Shards }): ImportedNetwork {
  const model = readModelFile(text);
  const { graph, definitions, weights } = convertModel(model, readWeights(model, shards));
  return {
    document: { ...emptyDocument(model.name || name), graph, definitions },
    weights,
    classNames: null,
  };
}
