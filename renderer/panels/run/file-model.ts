import { scoresOf } from "../../../shared/analysis/fit-to-data";
import type { DatasetDefinition } from "../../../shared/data/define";
import type { Document } from "../../../shared/graph/document";
import type { ChosenWeights } from "../../app/weights/choose-weights";
import { IMAGENET_NORMALISATION, type Model } from "../../state/model";
import { endsOf } from "./classify";

/** A network with a file's weights. Whether they fit is for the engine to say. */
export function modelFromFile({ weights, fileName }: ChosenWeights, document: Document): Model {
  return {
    origin: "file",
    document,
    weights,
    seed: 0,
    fileName,
    classNames: null,
    normalisation: IMAGENET_NORMALISATION,
  };
}

/** The model with the class names and the normalisation of a dataset; null takes them away. */
export function namedAfter(model: Model, dataset: DatasetDefinition | null): Model {
  if (!dataset) return { ...model, classNames: null, normalisation: IMAGENET_NORMALISATION };
  const { output } = endsOf(model.document);
  const scores = output ? scoresOf(output) : null;
  const named = scores !== null && scores <= dataset.maxClasses;
  const { mean, std } = dataset;
  return { ...model, classNames: named ? dataset.classNames(scores) : null, normalisation: { mean, std } };
}
