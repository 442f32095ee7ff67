import { defineExport } from "../define";
import { FIGURE_PARAMS } from "../figure/options";
import { textFile } from "../text-file";

export default defineExport({
  id: "svg",
  group: "figure",
  order: 1,
  title: "Figure (SVG)",
  summary: "A drawing for papers, slides and web pages, sharp at every size; its text stays text.",
  extension: "svg",
  mediaType: "image/svg+xml",
  holdsWeights: false,
  isFigure: true,
  params: FIGURE_PARAMS,
  async write(job) {
    const { drawFigure } = await import("../figure/draw");
    const { svgText } = await import("../figure/svg-text");
    return [textFile(`${job.name}.svg`, svgText(await drawFigure(job)))];
  },
});
