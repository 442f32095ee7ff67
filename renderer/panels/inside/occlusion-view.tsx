import { Button, Progress, Slider } from "@mantine/core";
import { type ReactNode, useMemo } from "react";
import { useTranslation } from "react-i18next";
import { formatPercent } from "../../../shared/base/format";
import type { Subject } from "../../state/inside";
import { choose, useChoices } from "./choices";
import { HeatStage } from "./heat-stage";
import { numberText } from "./number-text";
import { occlude, type Question, stopOccluding, useOcclusion } from "./occlude";
import { spreadOcclusion } from "./spread-occlusion";

interface OcclusionViewProps {
  readonly subject: Subject;
  readonly classIndex: number;
  readonly controls: ReactNode;
}

/** Covers the picture bit by bit: asked for by a button, since it runs the network once for every place. */
export function OcclusionView({ subject, classIndex, controls }: OcclusionViewProps) {
  const { t } = useTranslation();
  const { answer, error } = useOcclusion((state) => state);
  const question = useQuestion(subject, classIndex);
  const isOfThis = answer?.subject === subject && answer.classIndex === classIndex;
  const map = useMemo(
    () => (isOfThis && answer ? spreadOcclusion(answer.map, { ...answer, ...sizeOf(subject) }) : null),
    [answer, isOfThis, subject],
  );
  const most = map ? map.data.reduce((a, b) => Math.max(a, b), 0) : 0;
  return (
    <HeatStage
      subject={subject}
      map={map}
      error={error}
      label={map ? t("inside.where.occlusion.label") : t("inside.where.occlusion.none")}
      most={t("inside.where.occlusion.most", { points: numberText(most * 100) })}
      controls={
        <>
          {controls}
          <PatchControls question={question} />
        </>
      }
    >
      {isOfThis && answer && (
        <p className="bw-numbers">
          {t("inside.where.occlusion.whole", { percent: formatPercent(answer.map.whole) })}
        </p>
      )}
      <p className="bw-inside-note">{t("inside.where.occlusion.help")}</p>
    </HeatStage>
  );
}

function sizeOf({ seen: { width, height } }: Subject) {
  return { width, height };
}

function useQuestion(subject: Subject, classIndex: number): Question {
  const patch = useChoices((choices) => choices.patch);
  const step = useChoices((choices) => choices.step);
  const side = Math.min(subject.seen.width, subject.seen.height);
  const pixels = (share: number): number => Math.max(1, Math.round(side * share));
  // A step wider than the patch would leave pixels that nothing ever covers.
  return { subject, classIndex, size: pixels(patch), stride: Math.min(pixels(step), pixels(patch)) };
}

function PatchControls({ question }: { readonly question: Question }) {
  const { t } = useTranslation();
  const running = useOcclusion((state) => state.running);
  const patch = useChoices((choices) => choices.patch);
  const step = useChoices((choices) => choices.step);
  return (
    <>
      <div className="bw-inside-pair">
        <ShareSlider
          label={t("inside.where.occlusion.size", { pixels: question.size })}
          value={patch}
          onChange={(value) => choose({ patch: value })}
        />
        <ShareSlider
          label={t("inside.where.occlusion.stride", { pixels: question.stride })}
          value={step}
          onChange={(value) => choose({ step: value })}
        />
      </div>
      {running ? (
        <div className="bw-inside-running">
          <Progress
            value={(running.done / running.total) * 100}
            aria-label={t("inside.where.occlusion.progress")}
          />
          <Button size="xs" variant="default" onClick={stopOccluding}>
            {t("inside.where.occlusion.stop")}
          </Button>
        </div>
      ) : (
        <Button size="xs" onClick={() => void occlude(question)}>
          {t("inside.where.occlusion.start")}
        </Button>
      )}
    </>
  );
}

interface ShareSliderProps {
  readonly label: string;
  readonly value: number;
  readonly onChange: (value: number) => void;
}

function ShareSlider({ label, value, onChange }: ShareSliderProps) {
  return (
    <div className="bw-inside-slider">
      <span className="bw-field-label bw-numbers">{label}</span>
      <Slider
        size="xs"
        min={0.03125}
        max={0.5}
        step={0.03125}
        label={null}
        value={value}
        onChange={onChange}
        thumbLabel={label}
      />
    </div>
  );
}
