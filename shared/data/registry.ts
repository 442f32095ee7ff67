import { createRegistry } from "../base/registry";
import type { DatasetDefinition } from "./define";

const rows = import.meta.glob<DatasetDefinition>("./catalog/*.ts", { eager: true, import: "default" });

/** Every built-in dataset, by its id. One file each in `catalog/`. */
export const datasets = createRegistry("dataset", rows, (dataset) => dataset.id);
