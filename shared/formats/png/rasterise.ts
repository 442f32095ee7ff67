import { initWasm, Resvg } from "@resvg/resvg-wasm";
import { UserError } from "../../base/assert";
import { formatInteger } from "../../base/format";
import type { FigureContext } from "../figure/context";
import type { Figure } from "../figure/primitives";
import { svgText } from "../figure/svg-text";

/** 32 bits each: 800 MB, of which WebAssembly holds 4 GiB at most. */
const MOST_PIXELS = 200_000_000;

let ready: Promise<void> | null = null;

/** A figure as PNG. Throws a readable error if it would be too large to hold. */
export async function rasterise(
  figure: Figure,
  scale: number,
  asset: FigureContext["asset"],
): Promise<Uint8Array> {
  const [width, height] = [Math.ceil(figure.width * scale), Math.ceil(figure.height * scale)];
  if (width * height > MOST_PIXELS) {
    const largest = Math.floor(10 * Math.sqrt(MOST_PIXELS / figure.width / figure.height)) / 10;
    throw new UserError(
      `The picture would have ${formatInteger(width)} × ${formatInteger(height)} pixels, more than fit in memory. ` +
        `Choose a scale of ${largest} at most, or a format that is sharp at every size: SVG or PDF.`,
    );
  }
  ready ??= asset("resvg").then((binary) => initWasm(binary.slice()));
  await ready;
  const fontBuffers = await Promise.all(([400, 500, 600] as const).map((weight) => asset(`inter-${weight}`)));
  const drawing = new Resvg(svgText(figure), {
    font: { fontBuffers, defaultFontFamily: "Inter" },
    fitTo: { mode: "zoom", value: scale },
    // A scale that splits pixels leaves none of them half transparent.
    background: figure.ground,
  });
  const picture = drawing.render();
  try {
    return picture.asPng();
  } finally {
    picture.free();
    drawing.free();
  }
}
