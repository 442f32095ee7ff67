import { Button, Progress } from "@mantine/core";
import { IconPlayerPause, IconPlayerPlay, IconPlayerStop } from "@tabler/icons-react";
import { type ReactNode, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { formatDuration, formatInteger, formatPercent } from "../../../shared/base/format";
import { type Progress as RunState, shareDone, type TrainingRun } from "../../state/run-progress";
import {
  cancelTraining,
  pauseTraining,
  resumeTraining,
  stopTrainingNow,
  useProgress,
} from "../../state/training";
import { LossNote, SafetyNote } from "./safety-note";

/** A step this long after the person asked to stop is worth ending by force. */
const PATIENCE_MS = 3000;

export function RunProgress({ run }: { readonly run: TrainingRun }) {
  const { t } = useTranslation();
  const { spec } = run;
  const progress = useProgress();
  const { latest } = progress;
  const share = shareDone(progress);
  return (
    <>
      <div className="bw-train-heading" aria-live="polite">
        <h3>{headline(run, progress, t)}</h3>
        <span className="bw-numbers bw-train-share">{formatPercent(share, 0)}</span>
      </div>
      <Progress
        value={100 * share}
        animated={run.status === "running"}
        aria-label={t("train.run.progress")}
      />
      <Controls run={run} />
      <LossNote run={run} />
      <dl className="bw-run-facts bw-numbers">
        {run.series && (
          <Fact name={t("train.run.model")}>
            {t("train.run.modelOf", { model: run.series.models.length + 1, models: run.series.count })}
          </Fact>
        )}
        <Fact name={t("train.run.epoch")}>
          {t("train.run.epochOf", { epoch: latest?.epoch ?? 1, epochs: spec.epochs })}
        </Fact>
        <Fact name={t("train.run.step")}>
          {latest
            ? t("train.run.stepOf", {
                step: formatInteger(latest.step),
                steps: formatInteger(latest.totalSteps),
              })
            : NOTHING_YET}
        </Fact>
        <Fact name={t("train.run.left")}>{latest ? formatDuration(latest.secondsLeft) : NOTHING_YET}</Fact>
        <Fact name={t("train.run.speed")}>
          {latest
            ? t("train.run.imagesPerSecond", { count: Math.round(latest.imagesPerSecond) })
            : NOTHING_YET}
        </Fact>
      </dl>
      <SafetyNote run={run} />
      <p className="bw-train-note">{t("train.run.copy", { name: spec.document.name })}</p>
    </>
  );
}

const NOTHING_YET = "–";

export function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function headline({ status }: TrainingRun, { phase }: RunState, t: (key: string) => string): string {
  if (status === "running") return t(`train.run.phase.${phase.phase}`);
  return t(`train.run.${status}`);
}

function Controls({ run: { status } }: { readonly run: TrainingRun }) {
  const { t } = useTranslation();
  const isHeld = status === "pausing" || status === "paused";
  const impatient = useImpatience(status === "cancelling");
  return (
    <div className="bw-train-controls">
      <Button
        size="xs"
        variant="default"
        disabled={status === "cancelling"}
        leftSection={
          isHeld ? <IconPlayerPlay size={14} aria-hidden /> : <IconPlayerPause size={14} aria-hidden />
        }
        onClick={() => void (isHeld ? resumeTraining() : pauseTraining())}
      >
        {t(isHeld ? "train.run.resume" : "train.run.pause")}
      </Button>
      <Button
        size="xs"
        variant="default"
        disabled={status === "cancelling" && !impatient}
        leftSection={<IconPlayerStop size={14} aria-hidden />}
        title={impatient ? t("train.run.stopNowHelp") : undefined}
        onClick={() => (impatient ? stopTrainingNow(t("train.run.stoppedNow")) : void cancelTraining())}
      >
        {t(impatient ? "train.run.stopNow" : "train.run.cancel")}
      </Button>
    </div>
  );
}

function useImpatience(waiting: boolean): boolean {
  const [impatient, setImpatient] = useState(false);
  useEffect(() => {
    if (!waiting) return;
    const timer = setTimeout(() => setImpatient(true), PATIENCE_MS);
    return () => {
      clearTimeout(timer);
      setImpatient(false);
    };
  }, [waiting]);
  return impatient;
}
