import { formatInteger } from "../../base/format";
import { defineExport } from "../define";
import { CONVENTION, layerTable, outputText } from "../layer-table";
import { textFile } from "../text-file";

export default defineExport({
  id: "md",
  group: "table",
  order: 2,
  title: "Table of layers (Markdown)",
  summary: "For readmes and notes: one row per layer, the totals, and how they are counted.",
  extension: "md",
  mediaType: "text/markdown",
  holdsWeights: false,
  params: {},
  async write({ document, name }) {
    const { rows, totals } = layerTable(document);
    const least = totals.complete ? "" : "at least ";
    const lines = [
      `# ${escaped(document.name)}`,
      "",
      "| Layer | Type | Output | Parameters | MACs |",
      "| --- | --- | ---: | ---: | ---: |",
      ...rows.map((row) => {
        const numbers = [outputText(row), formatInteger(row.params), formatInteger(row.macs)];
        return `| ${[`\`${row.path}\``, escaped(row.title), ...numbers].join(" | ")} |`;
      }),
      `| **Together** | | | **${least}${formatInteger(totals.params)}** | **${least}${formatInteger(totals.macs)}** |`,
      "",
      CONVENTION,
      "",
    ];
    return [textFile(`${name}.md`, lines.join("\n"))];
  },
});

function escaped(text: string): string {
  return text.replace(/[\\`*_{}[\]<>#|]/g, "\\$&");
}
