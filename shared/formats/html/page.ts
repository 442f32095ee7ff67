import { formatInteger } from "../../base/format";
import type { Document } from "../../graph/document";
import { networks } from "../../networks/registry";
import { CONVENTION, layerTable, outputText } from "../layer-table";
import { PAN_ZOOM, PAN_ZOOM_HASH } from "./pan-zoom";

/** A drawing of the network, as SVG, and what it shows. */
export interface PageFigure {
  readonly title: string;
  readonly svg: string;
}

/** Nothing is asked of any server, and no other script than the page's own runs. */
const POLICY = `default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-${PAN_ZOOM_HASH}'; base-uri 'none'; form-action 'none'`;

const STYLE = `:root { color-scheme: light; font: 15px/1.5 system-ui, sans-serif; color: #1b212b; background: #fff; }
body { max-width: 1200px; margin: 0 auto; padding: 24px; }
h1 { margin: 0; font-size: 26px; }
p { color: #565f6d; }
.figure { height: 70vh; border: 1px solid #dde1e7; border-radius: 6px; overflow: hidden; touch-action: none; cursor: grab; }
.figure svg { display: block; width: 100%; height: 100%; user-select: none; }
.tabs > input { position: absolute; opacity: 0; }
.tabs > label { display: inline-block; margin: 0 4px 8px 0; padding: 4px 12px; border: 1px solid #7d8592; border-radius: 6px; cursor: pointer; }
.tabs > .figure { display: none; }
.tabs > input:checked + label { border-color: #2f55d4; background: #e8edfb; }
.tabs > input:focus-visible + label { outline: 2px solid #2f55d4; }
table { width: 100%; border-collapse: collapse; font-size: 13px; font-variant-numeric: tabular-nums; }
th, td { padding: 3px 10px; border-bottom: 1px solid #dde1e7; text-align: right; }
th:nth-child(-n + 2), td:nth-child(-n + 2) { text-align: left; overflow-wrap: anywhere; }
tfoot { font-weight: 600; }
@media print { .tabs > label { display: none; } .figure { height: auto; border: none; } }`;

/** One file that shows a network in any browser, without a server: drawings, the table of layers, totals, citation. */
export function htmlPage(document: Document, figures: readonly PageFigure[]): string {
  const { rows, totals } = layerTable(document);
  const least = totals.complete ? "" : "at least ";
  const numbers = [
    `${least}${formatInteger(totals.params)} parameters`,
    `${least}${formatInteger(totals.macs)} MACs`,
    `${formatInteger(totals.leaves)} layers`,
  ];
  const network = document.origin ? networks.get(document.origin.network) : undefined;
  const source = network ? `${network.citation}${network.arxiv ? `, arXiv ${network.arxiv}` : ""}` : "";
  const cells = rows.map((row) => [
    row.path,
    row.title,
    outputText(row),
    formatInteger(row.params),
    formatInteger(row.macs),
  ]);
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(document.name)}</title>
<style>${STYLE}
${figures.map((_, index) => `#show-${index}:checked ~ #figure-${index} { display: block; }`).join("\n")}</style>
</head>
<body>
<h1>${escaped(document.name)}</h1>
<p>${numbers.join(" · ")}${source ? `<br>${escaped(source)}` : ""}</p>
<div class="tabs">
${figures.map(tab).join("\n")}
${figures.map(({ svg }, index) => `<div class="figure" id="figure-${index}">${inline(svg)}</div>`).join("\n")}
</div>
<p>The wheel zooms, dragging moves, a double click shows all again.</p>
<table>
<thead><tr><th>Layer</th><th>Type</th><th>Output</th><th>Parameters</th><th>MACs</th></tr></thead>
<tbody>
${cells.map((row) => `<tr>${row.map((cell) => `<td>${escaped(cell)}</td>`).join("")}</tr>`).join("\n")}
</tbody>
<tfoot><tr><td>Together</td><td></td><td></td><td>${least}${formatInteger(totals.params)}</td><td>${least}${formatInteger(totals.macs)}</td></tr></tfoot>
</table>
<p>${CONVENTION}</p>
<script>${PAN_ZOOM}</script>
</body>
</html>
`;
}

function tab({ title }: PageFigure, index: number): string {
  const checked = index === 0 ? " checked" : "";
  return `<input type="radio" name="figure" id="show-${index}"${checked}><label for="show-${index}">${escaped(title)}</label>`;
}

/** Within a page an SVG has no declaration of its own. */
function inline(svg: string): string {
  return svg.replace(/^<\?xml[^>]*\?>\s*/, "");
}

function escaped(text: string): string {
  return text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;").replace(/"/g, "&quot;");
}
