import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { weightedDepth } from "../../../../shared/analysis/kernels";
import { abouts } from "../../../../shared/networks/about-registry";
import { DepthChart } from "./depth-chart";
import type { ChartsProps } from "./error-charts";
import { StructureChart } from "./structure-chart";
import "./charts.css";

interface Pointed {
  readonly id: string;
  readonly chart: "structures" | "depth";
}

/** The two roadmaps: how networks grew deeper, and what came from what. */
export function HistoryCharts({ shown, analyses }: ChartsProps) {
  const { t } = useTranslation();
  const [pointed, setPointed] = useState<Pointed | null>(null);
  const line = useMemo(() => lineOf(pointed?.id ?? null), [pointed]);
  const networks = useMemo(
    () =>
      shown.flatMap((network) => {
        const analysis = analyses.get(network.id);
        if (!analysis || network.task === "module") return [];
        return [{ network, analysis, depth: weightedDepth(analysis) }];
      }),
    [shown, analyses],
  );
  if (networks.length === 0) return <p className="bw-empty">{t("start.chart.noErrors")}</p>;
  const propsOf = (chart: Pointed["chart"]) => ({
    networks,
    line,
    tip: pointed?.chart === chart ? pointed.id : null,
    onPoint: (id: string | null) => setPointed(id === null ? null : { id, chart }),
  });
  return (
    <section className="bw-charts-page">
      <StructureChart {...propsOf("structures")} />
      <DepthChart {...propsOf("depth")} />
    </section>
  );
}

/** The network and all that it came from; empty where none is pointed at. */
function lineOf(id: string | null): ReadonlySet<string> {
  const line = new Set<string>();
  for (let at = id; at !== null && !line.has(at); at = abouts.get(at)?.ancestor ?? null) line.add(at);
  return line;
}
