import { Switch } from "@mantine/core";
import { type ReactNode, useCallback } from "react";
import { useTranslation } from "react-i18next";
import type { Subject } from "../../state/inside";
import { engineWith } from "../../state/model";
import { choose, useChoices } from "./choices";
import { HeatStage } from "./heat-stage";
import { numberText } from "./number-text";
import { useLook } from "./use-look";

interface GradCamViewProps {
  readonly subject: Subject;
  readonly classIndex: number;
  readonly controls: ReactNode;
  readonly leaf: string | null;
}

export function GradCamView({ subject, classIndex, controls, leaf }: GradCamViewProps) {
  const { t } = useTranslation();
  const isWanted = useChoices((choices) => choices.bySelection);
  const path = isWanted && leaf !== null ? leaf : undefined;
  const { value, error, busy } = useLook(
    useCallback(async () => {
      const engine = await engineWith(subject.model);
      return engine.gradCam(subject.input, { classIndex, ...(path === undefined ? {} : { path }) });
    }, [subject, classIndex, path]),
  );
  const most = value ? value.data.reduce((a, b) => Math.max(a, b), 0) : 0;
  return (
    <HeatStage
      subject={subject}
      map={value}
      error={error}
      busy={busy}
      label={value ? t("inside.where.gradCam.label", { path: value.path }) : ""}
      most={numberText(most)}
      controls={
        <>
          {controls}
          <Switch
            size="xs"
            label={leaf === null ? t("inside.where.gradCam.select") : t("inside.where.gradCam.by", { leaf })}
            checked={isWanted}
            onChange={({ currentTarget }) => choose({ bySelection: currentTarget.checked })}
          />
        </>
      }
    >
      {value && (
        <p className="bw-numbers">{t("inside.where.gradCam.score", { score: numberText(value.score) })}</p>
      )}
      <p className="bw-inside-note">{t("inside.where.gradCam.help")}</p>
    </HeatStage>
  );
}
