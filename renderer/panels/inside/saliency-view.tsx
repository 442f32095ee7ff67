import { type ReactNode, useCallback } from "react";
import { useTranslation } from "react-i18next";
import type { Subject } from "../../state/inside";
import { engineWith } from "../../state/model";
import { HeatStage } from "./heat-stage";
import { numberText } from "./number-text";
import { useLook } from "./use-look";

interface SaliencyViewProps {
  readonly subject: Subject;
  readonly classIndex: number;
  readonly controls: ReactNode;
}

export function SaliencyView({ subject, classIndex, controls }: SaliencyViewProps) {
  const { t } = useTranslation();
  const { value, error, busy } = useLook(
    useCallback(
      async () => (await engineWith(subject.model)).saliency(subject.input, classIndex),
      [subject, classIndex],
    ),
  );
  const most = value ? value.data.reduce((a, b) => Math.max(a, b), 0) : 0;
  return (
    <HeatStage
      subject={subject}
      controls={controls}
      map={value}
      error={error}
      busy={busy}
      label={t("inside.where.saliency.label")}
      most={numberText(most)}
    >
      <p className="bw-inside-note">{t("inside.where.saliency.help")}</p>
    </HeatStage>
  );
}
