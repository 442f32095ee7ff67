import { SegmentedControl, Select } from "@mantine/core";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { formatPercent } from "../../../shared/base/format";
import type { Subject } from "../../state/inside";
import { choose, type Method, useChoices } from "./choices";
import { GradCamView } from "./grad-cam-view";
import { OcclusionView } from "./occlusion-view";
import { SaliencyView } from "./saliency-view";

interface WhereViewProps {
  readonly subject: Subject;
  /** The selected layer, where there is one. */
  readonly leaf: string | null;
}

const METHODS: readonly Method[] = ["gradCam", "occlusion", "saliency"];

/** Which parts of the picture speak for a class. */
export function WhereView({ subject, leaf }: WhereViewProps) {
  const { t } = useTranslation();
  const method = useChoices((choices) => choices.method);
  const wanted = useChoices((choices) => choices.classIndex);
  const { ranking } = subject;
  const isKnown = ranking.some(({ index }) => index === wanted);
  const classIndex = isKnown && wanted !== null ? wanted : (ranking[0]?.index ?? 0);
  const controls = (
    <>
      <SegmentedControl
        size="xs"
        fullWidth
        value={method}
        onChange={(value) => choose({ method: value as Method })}
        data={METHODS.map((value) => ({ value, label: t(`inside.where.${value}.name`) }))}
        aria-label={t("inside.where.method")}
      />
      <ClassChooser subject={subject} value={classIndex} />
    </>
  );
  const shared = { subject, classIndex, controls };
  if (method === "gradCam") return <GradCamView {...shared} leaf={leaf} />;
  if (method === "occlusion") return <OcclusionView {...shared} />;
  return <SaliencyView {...shared} />;
}

function ClassChooser({ subject, value }: { readonly subject: Subject; readonly value: number }) {
  const { t } = useTranslation();
  const { ranking, model } = subject;
  const data = useMemo(
    () =>
      ranking.map(({ index, probability }) => ({
        value: `${index}`,
        label: `${model.classNames?.[index] ?? t("run.answer.class", { index })}  ${formatPercent(probability)}`,
      })),
    [ranking, model, t],
  );
  return (
    <Select
      label={t("inside.where.class")}
      data={data}
      value={`${value}`}
      searchable
      limit={100}
      allowDeselect={false}
      comboboxProps={{ position: "top" }}
      onChange={(chosen) => choose({ classIndex: chosen === null ? null : Number(chosen) })}
    />
  );
}
