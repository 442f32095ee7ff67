import { assertExists } from "../../base/assert";
import { defineExport } from "../define";
import { missingLetters } from "../figure/missing-letters";
import { FIGURE_PARAMS } from "../figure/options";

export default defineExport({
  id: "pdf",
  group: "figure",
  order: 2,
  title: "Figure (PDF)",
  summary: "A drawing for LaTeX and for printing: one page as large as the figure, with its fonts inside.",
  extension: "pdf",
  mediaType: "application/pdf",
  holdsWeights: false,
  isFigure: true,
  caution: missingLetters,
  params: FIGURE_PARAMS,
  async write(job) {
    const { asset } = assertExists(job.figure, "what figures are drawn with");
    const { drawFigure } = await import("../figure/draw");
    const { writePdf } = await import("./write");
    const bytes = await writePdf(await drawFigure(job), asset);
    return [{ name: `${job.name}.pdf`, size: bytes.length, chunks: () => [bytes] }];
  },
});
