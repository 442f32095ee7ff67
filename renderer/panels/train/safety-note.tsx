import { IconShieldCheck, IconShieldX } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { formatInteger } from "../../../shared/base/format";
import type { TrainingRun } from "../../state/run-progress";

/** From where the run would go on if the engine died now, and what became of it if it did. */
export function SafetyNote({ run: { loss, safeStep, unsafe } }: { readonly run: TrainingRun }) {
  const { t } = useTranslation();
  const step = safeStep === null ? null : formatInteger(safeStep);
  const from = step === null ? t("train.safety.start") : t("train.safety.step", { step });
  return (
    <>
      {loss && (
        <p className="bw-train-warning" role="status">
          {loss.reason} {t(loss.isParked ? "train.safety.parked" : "train.safety.recovered", { from })}
        </p>
      )}
      {unsafe !== null && (
        <p className="bw-train-note bw-safety">
          <IconShieldX size={14} stroke={1.75} aria-hidden /> {t("train.safety.unsafe", { reason: unsafe })}
        </p>
      )}
      {unsafe === null && step !== null && (
        <p className="bw-train-note bw-safety" title={t("train.safety.help")}>
          <IconShieldCheck size={14} stroke={1.75} aria-hidden /> {t("train.safety.safe", { step })}
        </p>
      )}
    </>
  );
}
