import { Button, Tooltip } from "@mantine/core";
import { IconPhoto, IconRepeat } from "@tabler/icons-react";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { formatBytes, formatInteger, formatPercent } from "../../../shared/base/format";
import type { TrainResult } from "../../../shared/contracts/run";
import { isSameNetwork, type Model, useModel } from "../../state/model";
import { useProject } from "../../state/project";
import type { TrainingRun } from "../../state/run-progress";
import { changeSettings } from "../../state/settings";
import { runSpecOf, trainSetupStore } from "../../state/train-setup";
import { clearRun, startTraining } from "../../state/training";
import { downloadBytes, fileName } from "./download-bytes";
import { Fact } from "./run-progress";
import { SeriesTable } from "./series-table";

interface ResultSummaryProps {
  readonly run: TrainingRun;
  readonly result: TrainResult;
}

export function ResultSummary({ run, result }: ResultSummaryProps) {
  const { t } = useTranslation();
  const average = run.series?.average ?? null;
  const measure =
    result.testMeanIou === undefined ? "train.result.testAccuracy" : "train.result.pixelAccuracy";
  const trained = useModel(({ model }) => (model?.document === run.spec.document ? model : null));
  return (
    <>
      <div className="bw-train-heading">
        <h3>{t(result.cancelled ? "train.run.cancelled" : "train.run.done")}</h3>
      </div>
      <div className="bw-score-line">
        <p className="bw-score bw-numbers">
          {formatPercent(average?.testAccuracy ?? result.testAccuracy)}
          <small>{average ? t("train.result.seriesScore", { count: average.models }) : t(measure)}</small>
        </p>
        <dl className="bw-run-facts bw-numbers">
          {result.testMeanIou !== undefined && (
            <Fact name={t("train.result.meanIou")}>{formatPercent(result.testMeanIou)}</Fact>
          )}
          <Fact name={t("train.result.testLoss")}>{result.testLoss.toFixed(3)}</Fact>
          <Fact name={t("train.result.steps")}>{formatInteger(result.steps)}</Fact>
        </dl>
      </div>
      {run.series && <SeriesTable series={run.series} />}
      <Actions model={trained} run={run} />
      {result.cancelled && <p className="bw-train-note">{t("train.result.cancelledNote")}</p>}
      {result.stoppedEarly && <p className="bw-train-note">{t("train.result.stoppedEarlyNote")}</p>}
      {result.keptEpoch !== undefined && (
        <p className="bw-train-note">{t("train.result.keptNote", { epoch: result.keptEpoch })}</p>
      )}
      {result.memory && (
        <p className="bw-train-note">
          {t("train.memory.measured", { bytes: formatBytes(result.memory.total) })}
        </p>
      )}
      <ChangedNote run={run} />
    </>
  );
}

function ChangedNote({ run }: { readonly run: TrainingRun }) {
  const { t } = useTranslation();
  const present = useProject((state) => state.history.present);
  const isSame = useMemo(() => isSameNetwork(present, run.spec.document), [present, run.spec.document]);
  return isSame ? null : <p className="bw-train-warning">{t("train.result.changed")}</p>;
}

function Actions({ model, run }: { readonly model: Model | null; readonly run: TrainingRun }) {
  const { t } = useTranslation();
  // A training leaves them packed.
  const weights = model?.weights instanceof ArrayBuffer ? model.weights : null;
  return (
    <div className="bw-train-actions">
      {weights && (
        <>
          <Button
            className="bw-train-wide"
            size="xs"
            leftSection={<IconPhoto size={14} aria-hidden />}
            onClick={() => changeSettings({ drawer: "run" })}
          >
            {t("train.result.classify")}
          </Button>
          <Button size="xs" variant="default" onClick={() => saveWeights(run, weights)}>
            {t("train.result.save")}
          </Button>
          <Tooltip label={t("train.result.continueHelp")}>
            <Button
              size="xs"
              variant="default"
              onClick={() => void startTraining({ ...repeat(run), weights })}
            >
              {t("train.result.continue")}
            </Button>
          </Tooltip>
        </>
      )}
      <Button
        className="bw-train-wide"
        size="xs"
        variant="default"
        leftSection={<IconRepeat size={14} aria-hidden />}
        onClick={clearRun}
      >
        {t("train.result.tryAgain")}
      </Button>
    </div>
  );
}

/** Of several models those of each, numbered. */
function saveWeights({ spec, series }: TrainingRun, weights: ArrayBuffer): void {
  const { name } = spec.document;
  if (!series) downloadBytes(fileName(name, "safetensors"), weights);
  for (const [index, model] of (series?.models ?? []).entries())
    downloadBytes(fileName(name, `${index + 1}.safetensors`), model.weights);
}

/** The form's recipe on the network and the data that the weights belong to. */
function repeat({ spec }: TrainingRun) {
  return {
    ...runSpecOf(trainSetupStore.getState(), spec.document),
    data: spec.data,
    ...(spec.images ? { images: spec.images } : {}),
  };
}
