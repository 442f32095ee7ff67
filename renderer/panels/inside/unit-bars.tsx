import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { LayerMaps } from "../../../shared/contracts/inside";
import { numberText } from "./number-text";

interface UnitBarsProps {
  readonly maps: LayerMaps;
  /** What the outputs mean, if these are the network's and somebody has said so. */
  readonly names: readonly string[] | null;
}

const HEIGHT = 100;

/** A vector as one bar per unit, from zero up or down. */
export function UnitBars({ maps, names }: UnitBarsProps) {
  const { t } = useTranslation();
  const [hovered, setHovered] = useState<number | null>(null);
  const { data } = maps;
  const top = Math.max(0, maps.statistics.max);
  const bottom = Math.min(0, maps.statistics.min);
  const scale = HEIGHT / (top - bottom || 1);
  const named = names?.length === data.length ? names : null;
  const words =
    hovered === null
      ? t("inside.units.hint", { count: data.length })
      : t(named ? "inside.units.named" : "inside.units.readout", {
          unit: hovered,
          name: named?.[hovered],
          value: numberText(data[hovered] ?? 0),
        });
  return (
    <section className="bw-inside-main bw-inside-wide" aria-label={t("inside.units.title")}>
      <div className="bw-inside-tools">
        <span className="bw-inside-readout bw-numbers">{words}</span>
      </div>
      <svg
        className="bw-units"
        viewBox={`0 0 ${data.length} ${HEIGHT}`}
        preserveAspectRatio="none"
        onMouseLeave={() => setHovered(null)}
        onMouseMove={({ currentTarget, clientX }) => {
          const { left, width } = currentTarget.getBoundingClientRect();
          const unit = Math.floor(((clientX - left) / width) * data.length);
          setHovered(Math.max(0, Math.min(data.length - 1, unit)));
        }}
      >
        <title>{t("inside.units.title")}</title>
        <path d={barsPath(data, top, scale)} />
        {hovered !== null && <rect className="bw-units-at" x={hovered} y={0} width={1} height={HEIGHT} />}
      </svg>
    </section>
  );
}

/** One path for all bars: thousands of elements would be slow. */
function barsPath(data: Float32Array, top: number, scale: number): string {
  const zero = top * scale;
  return Array.from(data, (value, unit) => `M${unit + 0.05} ${zero}v${-value * scale}h0.9V${zero}z`).join("");
}
