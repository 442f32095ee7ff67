import { assertExists } from "../../base/assert";
import { number } from "../../layers/params";
import { defineExport } from "../define";
import { missingLetters } from "../figure/missing-letters";
import { FIGURE_PARAMS } from "../figure/options";

export default defineExport({
  id: "png",
  group: "figure",
  order: 3,
  title: "Figure (PNG)",
  summary: "A picture for slides and for programs that take no other.",
  extension: "png",
  mediaType: "image/png",
  holdsWeights: false,
  isFigure: true,
  caution: missingLetters,
  params: {
    ...FIGURE_PARAMS,
    scale: number({
      label: "Scale",
      help: "Pixels of the picture for each that the canvas would show.",
      default: 2,
      min: 0.1,
      max: 10,
    }),
  },
  async write(job) {
    const { asset } = assertExists(job.figure, "what figures are drawn with");
    const { drawFigure } = await import("../figure/draw");
    const { rasterise } = await import("./rasterise");
    const bytes = await rasterise(await drawFigure(job), job.options.scale, asset);
    return [{ name: `${job.name}.png`, size: bytes.length, chunks: () => [bytes] }];
  },
});
