import { formatInteger } from "../../base/format";
import { defineExport } from "../define";
import { CONVENTION, layerTable, outputText } from "../layer-table";
import { textFile } from "../text-file";

export default defineExport({
  id: "tex",
  group: "table",
  order: 3,
  title: "Table of layers (LaTeX)",
  summary: "A longtable with booktabs rules for papers and theses, to be taken in by \\input.",
  extension: "tex",
  mediaType: "application/x-tex",
  holdsWeights: false,
  params: {},
  async write({ document, name }) {
    const { rows, totals } = layerTable(document);
    const least = totals.complete ? "" : "at least ";
    const lines = [
      "% Needs \\usepackage{booktabs,longtable}",
      "\\begin{longtable}{llrrr}",
      `\\caption{${escaped(document.name)}. ${escaped(CONVENTION)}}\\\\`,
      "\\toprule",
      "Layer & Type & Output & Parameters & MACs \\\\",
      "\\midrule",
      "\\endhead",
      ...rows.map((row) => {
        const texts = [
          `\\texttt{${escaped(row.path)}}`,
          escaped(row.title),
          `$${outputText(row).replaceAll("×", " \\times ")}$`,
        ];
        return `${[...texts, formatInteger(row.params), formatInteger(row.macs)].join(" & ")} \\\\`;
      }),
      "\\midrule",
      `Together &&& ${least}${formatInteger(totals.params)} & ${least}${formatInteger(totals.macs)} \\\\`,
      "\\bottomrule",
      "\\end{longtable}",
      "",
    ];
    return [textFile(`${name}.tex`, lines.join("\n"))];
  },
});

const SPECIAL: Readonly<Record<string, string>> = {
  "\\": "\\textbackslash{}",
  "~": "\\textasciitilde{}",
  "^": "\\textasciicircum{}",
  "×": "$\\times$",
};

function escaped(text: string): string {
  return text.replace(/[\\~^×&%$#_{}]/g, (character) => SPECIAL[character] ?? `\\${character}`);
}
