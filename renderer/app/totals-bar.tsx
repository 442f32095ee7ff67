import { Tooltip } from "@mantine/core";
import { IconAlertTriangle, IconCircleCheck, IconQuestionMark } from "@tabler/icons-react";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { leavesOf } from "../../shared/analysis/leaves";
import { inferenceBytes, type Totals } from "../../shared/analysis/totals";
import type { GraphAnalysis } from "../../shared/analysis/types";
import { unrunnable } from "../../shared/analysis/unrunnable";
import { formatBytes, formatInteger, formatSi } from "../../shared/base/format";
import { useProject } from "../state/project";
import { showPanel } from "./areas";

interface Figure {
  readonly key: string;
  readonly short: string;
  readonly exact: string;
}

function figuresOf(totals: Totals): readonly Figure[] {
  const { params, macs, activations, leaves } = totals;
  const bytes = inferenceBytes(totals);
  return [
    { key: "params", short: formatSi(params), exact: formatInteger(params) },
    { key: "macs", short: formatSi(macs), exact: formatInteger(macs) },
    { key: "activations", short: formatSi(activations), exact: formatInteger(activations) },
    { key: "memory", short: formatBytes(bytes), exact: formatBytes(bytes) },
    { key: "layers", short: formatInteger(leaves), exact: formatInteger(leaves) },
  ];
}

/** Layers that hold something to train, each copy counted: what papers mean by "50 layers", and a shortcut's more. */
function countWeighted(analysis: GraphAnalysis): number {
  let count = 0;
  for (const { analysis: leaf } of leavesOf(analysis)) if (leaf.totals.params > 0) count++;
  return count;
}

/** The whole network in five figures, always in sight, each with its convention in the tooltip. */
export function TotalsBar() {
  const { t } = useTranslation();
  const analysis = useProject((state) => state.analysis);
  const { totals } = analysis;
  const weighted = useMemo(() => formatInteger(countWeighted(analysis)), [analysis]);
  return (
    <section className="bw-totals bw-numbers" aria-label={t("totals.title")}>
      <span className="bw-at-least" data-shown={!totals.complete && totals.leaves > 0}>
        {t("totals.atLeast")}
      </span>
      {figuresOf(totals).map(({ key, short, exact }) => (
        <Tooltip key={key} label={t(`totals.${key}.help`, { exact, weighted })}>
          <button
            type="button"
            className="bw-figure"
            data-figure={key}
            onClick={() => showPanel("inspector")}
          >
            <span className="bw-figure-value">{short}</span>
            <span className="bw-figure-name">{t(`totals.${key}.name`)}</span>
          </button>
        </Tooltip>
      ))}
      <ProblemCount analysis={analysis} />
    </section>
  );
}

/** Without problems a network may still hold what cannot be run here. */
function ProblemCount({ analysis }: { readonly analysis: GraphAnalysis }) {
  const { t } = useTranslation();
  const problems = analysis.problems.length;
  const unknown = unrunnable(analysis).length;
  const isUnknown = problems === 0 && unknown > 0;
  const Mark = problems > 0 ? IconAlertTriangle : isUnknown ? IconQuestionMark : IconCircleCheck;
  return (
    <Tooltip label={t("totals.problems.help")}>
      <button
        type="button"
        className="bw-figure bw-problem-count"
        data-figure="problems"
        data-any={problems > 0}
        data-unknown={isUnknown}
        onClick={() => showPanel("problems")}
      >
        <Mark size={16} aria-hidden />
        <span className="bw-figure-name">
          {isUnknown
            ? t("totals.problems.unknown", { count: unknown })
            : t("totals.problems.name", { count: problems })}
        </span>
      </button>
    </Tooltip>
  );
}
