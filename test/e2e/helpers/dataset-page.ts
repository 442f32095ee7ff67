import { datasetDigest } from "../../../shared/data/digest";
import { datasets } from "../../../shared/data/registry";
import type { DATASET_DIGESTS } from "../../helpers/dataset-digests";

/** Runs in the page. */
export function digestOf({ dataset, ...options }: (typeof DATASET_DIGESTS)[number]): string {
  return datasetDigest(datasets.require(dataset), options);
}
