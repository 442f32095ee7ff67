import { type ReactNode, useEffect, useRef } from "react";
import { onSchemeChange } from "../../ui/on-scheme-change";
import { drawLayerPlot, type LayerPlot, layerAt } from "./layer-plot";

interface LayerChartProps {
  readonly title: string;
  readonly help: string;
  /** What is told of the layer that is pointed at. */
  readonly value: ReactNode;
  readonly plot: LayerPlot;
  onPoint(layer: number | null): void;
}

/** Something of every layer, from the input at the left to the output at the right. */
export function LayerChart({ title, help, value, plot, onPoint }: LayerChartProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const { current } = canvas;
    if (!current) return;
    const draw = (): void => drawLayerPlot(current, plot);
    draw();
    const observer = new ResizeObserver(draw);
    observer.observe(current);
    const stopScheme = onSchemeChange(draw);
    return () => {
      observer.disconnect();
      stopScheme();
    };
  }, [plot]);
  const count = Math.max(...plot.lines.map(({ values }) => values.length));
  return (
    <figure className="bw-curve" aria-label={title}>
      <figcaption className="bw-chart-legend bw-numbers">
        <strong title={help}>{title}</strong>
        <span className="bw-layer-value">{value}</span>
      </figcaption>
      <div className="bw-chart-plot">
        <canvas
          ref={canvas}
          className="bw-layer-canvas"
          role="img"
          aria-label={help}
          onPointerMove={({ currentTarget, nativeEvent }) =>
            onPoint(layerAt(currentTarget, nativeEvent.offsetX, count))
          }
          onPointerLeave={() => onPoint(null)}
        />
      </div>
    </figure>
  );
}
