import { Button, SegmentedControl } from "@mantine/core";
import { IconDownload } from "@tabler/icons-react";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { runTableCsv } from "../../../shared/formats/run-record/table";
import { useRuns } from "../../state/runs";
import { ChartSettings } from "./chart-settings";
import { ComparedLayers } from "./compared-layers";
import { ComparisonCharts } from "./comparison-charts";
import { downloadText } from "./download-bytes";
import type { ShownRun } from "./run-looks";
import { RunTable } from "./run-table";

const VIEWS = ["curves", "table", "layers"] as const;
type View = (typeof VIEWS)[number];

export function RunComparison() {
  const { t } = useTranslation();
  const [view, setView] = useState<View>("curves");
  const runs = useShownRuns();
  if (runs.length === 0) return <p className="bw-runs-empty">{t("train.runs.noneShown")}</p>;
  return (
    <section className="bw-result">
      <div className="bw-result-head">
        <SegmentedControl
          size="xs"
          aria-label={t("train.result.view")}
          data={VIEWS.map((value) => ({ value, label: t(`train.runs.view.${value}`) }))}
          value={view}
          onChange={(next) => setView(next)}
        />
        {view === "curves" && <ChartSettings />}
        <span className="bw-spacer" />
        <Button
          size="compact-xs"
          variant="subtle"
          leftSection={<IconDownload size={14} aria-hidden />}
          onClick={() => downloadText("runs.csv", runTableCsv(runs.map(({ run }) => run)))}
        >
          {t("train.runs.tableCsv")}
        </Button>
      </div>
      <div className="bw-result-body">
        {view === "curves" && <ComparisonCharts runs={runs} />}
        {view === "table" && <RunTable runs={runs} />}
        {view === "layers" && <ComparedLayers runs={runs} />}
      </div>
    </section>
  );
}

/** In the order of the list. */
function useShownRuns(): readonly ShownRun[] {
  const all = useRuns((state) => state.runs);
  const shown = useRuns((state) => state.shown);
  return useMemo(
    () =>
      all.flatMap((run) => {
        const look = shown.get(run.id);
        return look === undefined ? [] : [{ run, look }];
      }),
    [all, shown],
  );
}
