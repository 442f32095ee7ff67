import { IconShieldCheck, IconShieldX } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { formatInteger } from "../../../shared/base/format";
import type { TrainingRun } from "../../state/run-progress";

interface NoteProps {
  readonly run: TrainingRun;
}

/** That the engine was lost under the run, and where it went on or will. */
export function LossNote({ run: { loss } }: NoteProps) {
  const { t } = useTranslation();
  if (!loss) return null;
  const from =
    loss.from === null ? t("train.safety.start") : t("train.safety.step", { step: formatInteger(loss.from) });
  return (
    <p className="bw-train-warning" role="status">
      {loss.reason} {t(loss.isParked ? "train.safety.parked" : "train.safety.recovered", { from })}
    </p>
  );
}

/** From where the run would go on if the engine died now. */
export function SafetyNote({ run: { safeStep, unsafe } }: NoteProps) {
  const { t } = useTranslation();
  if (unsafe !== null) {
    return (
      <p className="bw-train-note bw-safety">
        <IconShieldX size={14} stroke={1.75} aria-hidden /> {t("train.safety.unsafe", { reason: unsafe })}
      </p>
    );
  }
  if (safeStep === null) return null;
  return (
    <p className="bw-train-note bw-safety" title={t("train.safety.help")}>
      <IconShieldCheck size={14} stroke={1.75} aria-hidden />{" "}
      {t("train.safety.safe", { step: formatInteger(safeStep) })}
    </p>
  );
}
