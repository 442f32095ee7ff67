import type { Document } from "../../graph/document";
import { choice, defaultsOf } from "../../layers/params";
import { defineExport } from "../define";
import { FIGURE_PARAMS, type FigureOptions } from "../figure/options";
import { textFile } from "../text-file";

export default defineExport({
  id: "html",
  group: "figure",
  order: 4,
  title: "Web page (HTML)",
  summary:
    "One file that any browser opens, without a server: drawings to zoom into, the table of layers, totals.",
  extension: "html",
  mediaType: "text/html",
  holdsWeights: false,
  params: { style: choice({ ...FIGURE_PARAMS.style, label: "Drawings" }) },
  async write({ document, name, options, figure }) {
    const { drawFigure } = await import("../figure/draw");
    const { svgText } = await import("../figure/svg-text");
    const { htmlPage } = await import("./page");
    const drawn = { ...defaultsOf(FIGURE_PARAMS), style: options.style, heading: false } as FigureOptions;
    const figures = [];
    for (const { title, unfolded } of foldLevels(document)) {
      const job = { document: { ...document, view: { ...document.view, unfolded } }, options: drawn };
      const svg = svgText(await drawFigure({ ...job, ...(figure ? { figure } : {}) }));
      figures.push({ title, svg });
    }
    return [textFile(`${name}.html`, htmlPage(document, figures))];
  },
});

type Unfolded = Document["view"]["unfolded"];

/** Folded; one level unfolded; and as a person left it, where that is something else. */
function foldLevels({
  graph,
  view,
}: Document): readonly { readonly title: string; readonly unfolded: Unfolded }[] {
  const blocks = Object.values(graph.nodes).filter(({ kind }) => kind === "block");
  const first: Unfolded = Object.fromEntries(blocks.map(({ id }) => [id, true as const]));
  const paths = Object.keys(view.unfolded).sort().join();
  const isOther = paths !== "" && paths !== Object.keys(first).sort().join();
  return [
    { title: "Folded", unfolded: {} },
    ...(blocks.length > 0 ? [{ title: "One level unfolded", unfolded: first }] : []),
    ...(isOther ? [{ title: "As on the canvas", unfolded: view.unfolded }] : []),
  ];
}
