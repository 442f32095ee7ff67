import { defineExport } from "../define";
import { layerTable, outputText } from "../layer-table";
import { textFile } from "../text-file";
import { writeCsv } from "./write";

export default defineExport({
  id: "csv",
  group: "table",
  order: 1,
  title: "Table of layers (CSV)",
  summary: "One line per layer for spreadsheets: path, type, output, parameters and multiply-adds.",
  extension: "csv",
  mediaType: "text/csv",
  holdsWeights: false,
  params: {},
  async write({ document, name }) {
    const lines = layerTable(document).rows.map((row) => [
      row.path,
      row.title,
      outputText(row),
      `${row.params}`,
      `${row.macs}`,
    ]);
    const head = ["layer", "type", "output", "trainable parameters", "multiply-adds"];
    return [textFile(`${name}.csv`, writeCsv([head, ...lines]))];
  },
});
