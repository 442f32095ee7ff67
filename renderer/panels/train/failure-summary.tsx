import { Button } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { restartEngine, useEngine } from "../../state/engine";
import type { TrainingRun } from "../../state/run-progress";
import { clearRun } from "../../state/training";
import { ResumeOffer } from "./resume-offer";

/** Why a run ended before its time, and the way on. */
export function FailureSummary({ run }: { readonly run: TrainingRun }) {
  const { t } = useTranslation();
  const isDown = useEngine(({ status }) => status.kind === "failed" || status.kind === "waiting");
  return (
    <>
      <div className="bw-train-error" role="alert">
        <h3>
          <IconAlertTriangle size={16} aria-hidden /> {t("train.run.failed")}
        </h3>
        <p>{run.failure}</p>
        {run.loss?.isLast && <p>{t("train.safety.twice")}</p>}
        <p>{t("train.run.untouched")}</p>
      </div>
      <ResumeOffer />
      <div className="bw-train-controls">
        {isDown && (
          <Button size="xs" onClick={restartEngine}>
            {t("train.engine.restart")}
          </Button>
        )}
        <Button size="xs" variant="default" onClick={clearRun}>
          {t("train.result.tryAgain")}
        </Button>
      </div>
    </>
  );
}
