import "./result.css";
import { SegmentedControl } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { TrainResult } from "../../../shared/contracts/run";
import type { TrainingRun } from "../../state/run-progress";
import { ChartSettings } from "./chart-settings";
import { Charts } from "./charts";
import { ClassTable } from "./class-table";
import { ConfusionHead, ConfusionMatrix, useConfusionReading } from "./confusion-matrix";
import { LayersView } from "./layers-view";
import { ResultSummary } from "./result-summary";
import { TrainTabs } from "./train-tabs";

const VIEWS = ["curves", "layers", "confusion", "classes"] as const;
type View = (typeof VIEWS)[number];

interface ResultViewProps {
  readonly run: TrainingRun;
  readonly result: TrainResult;
}

/** What a run came to: the figures at its left, and one of three ways to look closer. */
export function ResultView({ run, result }: ResultViewProps) {
  const { t } = useTranslation();
  const [view, setView] = useState<View>("confusion");
  const reading = useConfusionReading();
  return (
    <div className="bw-train">
      <div className="bw-train-split">
        <section className="bw-train-side">
          <TrainTabs />
          <ResultSummary run={run} result={result} />
        </section>
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
            {view === "confusion" && (
              <ConfusionHead reading={reading} confusion={result.confusion} classNames={result.classNames} />
            )}
          </div>
          <div className="bw-result-body">
            {view === "curves" && <Charts run={run} />}
            {view === "layers" && <LayersView curves={run.curves} />}
            {view === "confusion" && (
              <ConfusionMatrix
                reading={reading}
                confusion={result.confusion}
                classNames={result.classNames}
              />
            )}
            {view === "classes" && <ClassTable confusion={result.confusion} classNames={result.classNames} />}
          </div>
        </section>
      </div>
    </div>
  );
}
