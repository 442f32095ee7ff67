import {
  type LayerReport,
  MAGNITUDE_FROM,
  MAGNITUDES_PER_DECADE,
  type Spread,
} from "../../../shared/contracts/layer-statistics";

export interface PlotLine {
  /** One for each layer. Zero has no place on a logarithmic axis and is left out. */
  readonly values: readonly number[];
  /** A CSS variable's name without `--bw-`. */
  readonly colour: string;
  readonly dash?: readonly number[];
}

export interface LayerPlot {
  /** Shares by magnitude, layer by layer, shown as heat. */
  readonly heat?: readonly (readonly number[])[];
  readonly lines: readonly PlotLine[];
  /** Powers of ten at the bottom and the top. */
  readonly range: readonly [low: number, high: number];
  /** A magnitude to compare with, drawn as a dashed line. */
  readonly guide?: number;
  readonly pointed: number | null;
}

const MARGIN = { left: 40, right: 6, top: 6, bottom: 16 } as const;
const FONT = "10px 'Inter Variable', system-ui, sans-serif";

export function drawLayerPlot(canvas: HTMLCanvasElement, plot: LayerPlot): void {
  const context = canvas.getContext("2d");
  const { clientWidth: width, clientHeight: height } = canvas;
  if (!context || width === 0) return;
  const scale = globalThis.devicePixelRatio || 1;
  canvas.width = Math.round(width * scale);
  canvas.height = Math.round(height * scale);
  context.scale(scale, scale);
  const style = getComputedStyle(canvas);
  const colour = (name: string): string => style.getPropertyValue(`--bw-${name}`).trim();
  const place = placesOf(plot, width, height);
  context.font = FONT;
  drawAxis(context, plot, place, width, colour);
  if (plot.heat) drawHeat(context, plot.heat, place, colour("accent"));
  if (plot.pointed !== null) {
    context.strokeStyle = colour("strong");
    context.lineWidth = 1;
    context.strokeRect(place.x(plot.pointed), MARGIN.top, place.step, height - MARGIN.top - MARGIN.bottom);
  }
  for (const line of plot.lines) drawLine(context, line, place, colour(line.colour));
}

/** The layer at that many pixels from the left; null beside them. */
export function layerAt(canvas: HTMLCanvasElement, left: number, count: number): number | null {
  const index = Math.floor(
    ((left - MARGIN.left) / (canvas.clientWidth - MARGIN.left - MARGIN.right)) * count,
  );
  return index >= 0 && index < count ? index : null;
}

/** Powers of ten that hold the bulk of what is shown, so that the axis stays while steps pass. */
export function rangeOf(spreads: readonly Spread[]): readonly [low: number, high: number] {
  const rms = spreads.map((spread) => spread.rms).filter((value) => value > 0 && Number.isFinite(value));
  if (rms.length === 0) return [-4, 0];
  const low = Math.floor(Math.log10(Math.min(...rms)) - 1);
  return [Math.max(-12, low), Math.max(low + 2, Math.ceil(Math.log10(Math.max(...rms)) + 0.7))];
}

export function spreadsOf(reports: readonly LayerReport[], of: "gradient" | "weight"): readonly Spread[] {
  return reports.flatMap(({ layers }) => layers.map((layer) => layer[of]));
}

interface Places {
  readonly count: number;
  /** Pixels to a layer. */
  readonly step: number;
  x(layer: number): number;
  /** Of a power of ten. */
  y(exponent: number): number;
}

function placesOf({ lines, range: [low, high] }: LayerPlot, width: number, height: number): Places {
  const count = Math.max(1, ...lines.map(({ values }) => values.length));
  const step = (width - MARGIN.left - MARGIN.right) / count;
  const inner = height - MARGIN.top - MARGIN.bottom;
  return {
    count,
    step,
    x: (layer) => MARGIN.left + layer * step,
    y: (exponent) => MARGIN.top + inner * (1 - (clamp(exponent, low, high) - low) / (high - low)),
  };
}

type Colour = (name: string) => string;

function drawAxis(
  context: CanvasRenderingContext2D,
  { range: [low, high], guide }: LayerPlot,
  place: Places,
  width: number,
  colour: Colour,
): void {
  const every = Math.max(1, Math.ceil((14 * (high - low)) / Math.max(1, place.y(low) - place.y(high))));
  context.fillStyle = colour("text-dim");
  context.textBaseline = "middle";
  context.textAlign = "right";
  for (let exponent = low; exponent <= high; exponent++) {
    if ((exponent - low) % every !== 0) continue;
    context.fillText(`1e${exponent}`, MARGIN.left - 6, place.y(exponent));
    stroke(context, colour("border"), [
      MARGIN.left,
      place.y(exponent),
      width - MARGIN.right,
      place.y(exponent),
    ]);
  }
  if (guide !== undefined) {
    const y = place.y(Math.log10(guide));
    context.setLineDash([4, 4]);
    stroke(context, colour("strong"), [MARGIN.left, y, width - MARGIN.right, y]);
    context.setLineDash([]);
  }
  context.textAlign = "center";
  context.textBaseline = "alphabetic";
  const labels = Math.max(1, Math.ceil((26 * place.count) / (place.step * place.count)));
  for (let layer = 0; layer < place.count; layer += labels)
    context.fillText(`${layer + 1}`, place.x(layer) + place.step / 2, place.y(low) + 13);
}

function drawHeat(
  context: CanvasRenderingContext2D,
  heat: readonly (readonly number[])[],
  place: Places,
  colour: string,
): void {
  context.fillStyle = colour;
  for (const [layer, shares] of heat.entries()) {
    for (const [bin, share] of shares.entries()) {
      const bottom = MAGNITUDE_FROM + bin / MAGNITUDES_PER_DECADE;
      const [low, high] = [place.y(bottom), place.y(bottom + 1 / MAGNITUDES_PER_DECADE)];
      if (share === 0 || low - high < 0.5) continue;
      // The root lets the few of a tail be seen.
      context.globalAlpha = Math.sqrt(share) * 0.8;
      context.fillRect(place.x(layer), high, Math.max(1, place.step - 0.5), low - high);
    }
  }
  context.globalAlpha = 1;
}

function drawLine(
  context: CanvasRenderingContext2D,
  { values, dash = [] }: PlotLine,
  place: Places,
  colour: string,
): void {
  context.strokeStyle = colour;
  context.fillStyle = colour;
  context.lineWidth = 1.75;
  context.setLineDash([...dash]);
  context.beginPath();
  for (const [layer, value] of values.entries()) {
    if (!(value > 0)) continue;
    context.lineTo(place.x(layer) + place.step / 2, place.y(Math.log10(value)));
  }
  context.stroke();
  context.setLineDash([]);
  for (const [layer, value] of values.entries()) {
    if (!(value > 0)) continue;
    context.beginPath();
    context.arc(place.x(layer) + place.step / 2, place.y(Math.log10(value)), 2, 0, 2 * Math.PI);
    context.fill();
  }
}

function stroke(
  context: CanvasRenderingContext2D,
  colour: string,
  [x1, y1, x2, y2]: readonly [number, number, number, number],
): void {
  context.strokeStyle = colour;
  context.lineWidth = 1;
  context.beginPath();
  context.moveTo(x1, y1);
  context.lineTo(x2, y2);
  context.stroke();
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(high, Math.max(low, value));
}
