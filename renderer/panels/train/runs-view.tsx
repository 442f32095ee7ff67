import "./runs.css";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { loadRuns, useRuns } from "../../state/runs";
import { RunComparison } from "./run-comparison";
import { RunList } from "./run-list";
import { TrainTabs } from "./train-tabs";

/** Runs that are over: a list at the left, those that are ticked overlaid at the right. */
export function RunsView() {
  const { t } = useTranslation();
  const runs = useRuns((state) => state.runs);
  const problem = useRuns((state) => state.problem);
  useEffect(() => void loadRuns(), []);
  return (
    <div className="bw-train">
      <div className="bw-train-split">
        <section className="bw-train-side bw-runs-side" aria-label={t("train.runs.title")}>
          <TrainTabs />
          {problem !== null && (
            <p className="bw-train-warning">{t("train.runs.problem", { reason: problem })}</p>
          )}
          {runs.length > 0 && <RunList runs={runs} />}
        </section>
        {runs.length > 0 ? <RunComparison /> : <p className="bw-runs-empty">{t("train.runs.none")}</p>}
      </div>
    </div>
  );
}
