import { SegmentedControl } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { TrainingRun } from "../../state/run-progress";
import { ChartSettings } from "./chart-settings";
import { Charts } from "./charts";
import { LayersView } from "./layers-view";

const VIEWS = ["curves", "layers"] as const;
type View = (typeof VIEWS)[number];

/** What a run under way, or one that failed, has to show. */
export function RunBody({ run }: { readonly run: TrainingRun }) {
  const { t } = useTranslation();
  const [view, setView] = useState<View>("curves");
  return (
    <section className="bw-result">
      <div className="bw-result-head">
        <SegmentedControl
          size="xs"
          aria-label={t("train.result.view")}
          data={VIEWS.map((value) => ({ value, label: t(`train.result.${value}`) }))}
          value={view}
          onChange={(next) => setView(next)}
        />
        {view === "curves" && <ChartSettings />}
      </div>
      <div className="bw-result-body">
        {view === "curves" ? <Charts run={run} /> : <LayersView curves={run.curves} />}
      </div>
    </section>
  );
}
