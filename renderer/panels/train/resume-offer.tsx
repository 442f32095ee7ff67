import { Button } from "@mantine/core";
import { IconHistory } from "@tabler/icons-react";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { formatInteger } from "../../../shared/base/format";
import { forgetInterrupted, lookForInterrupted, useInterrupted } from "../../state/interrupted";
import { resumeInterrupted } from "../../state/training";

/** A training that was interrupted, by the window's end or by the engine's: to go on with, or to be forgotten. */
export function ResumeOffer() {
  const { t } = useTranslation();
  const { stored, error } = useInterrupted((state) => state);
  useEffect(() => void lookForInterrupted(), []);
  if (!stored && error === null) return null;
  return (
    <section className="bw-train-warning bw-resume" aria-label={t("train.interrupted.title")}>
      <h3>
        <IconHistory size={16} stroke={1.75} aria-hidden /> {t("train.interrupted.title")}
      </h3>
      {stored && (
        <p>
          {t("train.interrupted.text", {
            name: stored.name,
            step: formatInteger(stored.step),
            steps: formatInteger(stored.totalSteps),
            epoch: stored.epoch,
            time: new Date(stored.savedAt).toLocaleString(),
          })}
        </p>
      )}
      {error !== null && <p>{error}</p>}
      <div className="bw-resume-actions">
        {stored && (
          <Button size="compact-sm" onClick={() => void resumeInterrupted()}>
            {t("train.interrupted.resume")}
          </Button>
        )}
        <Button size="compact-sm" variant="default" onClick={() => void forgetInterrupted()}>
          {t("train.interrupted.forget")}
        </Button>
      </div>
    </section>
  );
}
