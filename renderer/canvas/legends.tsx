import { Button, Progress } from "@mantine/core";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { showPanel } from "../app/areas";
import { lookAtActivations, stopLooking, useInside } from "../state/inside";
import { stopProfile, useProfile } from "../state/profile";
import { changeSettings, useSettings } from "../state/settings";
import { formatMs } from "../ui/format-ms";
import { rampGradient } from "../ui/ramp";

/** What the colours on the nodes mean, while there are any; and what is in the way of them. */
export function Legends() {
  const activations = useSettings((settings) => settings.activations);
  const times = useSettings((settings) => settings.times);
  return (
    <div className="bw-legends">
      {activations && <ActivationsLegend />}
      {times && <TimesLegend />}
    </div>
  );
}

const hideActivations = (): void => changeSettings({ activations: false });
const hideTimes = (): void => changeSettings({ times: false });

function ActivationsLegend() {
  const { t } = useTranslation();
  const { subject, activity, looking, error, isStale } = useInside((state) => state);
  if (!subject) {
    return (
      <Legend
        words={t("canvas.activity.noPicture")}
        action={t("canvas.activity.toRun")}
        onAction={() => showPanel("run")}
        onHide={hideActivations}
      />
    );
  }
  if (looking) {
    const share = (looking.done / looking.total) * 100;
    return (
      <Legend words={t("canvas.activity.looking")} action={t("canvas.activity.stop")} onAction={stopLooking}>
        <Progress className="bw-legend-bar" value={share} aria-label={t("canvas.activity.looking")} />
      </Legend>
    );
  }
  if (isStale) {
    return (
      <Legend
        words={t("canvas.activity.stale")}
        action={t("canvas.activity.toRun")}
        onAction={() => showPanel("run")}
        onHide={hideActivations}
      />
    );
  }
  if (!activity) {
    return (
      <Legend
        words={error ?? t("canvas.activity.stopped")}
        action={t("canvas.activity.again")}
        onAction={() => void lookAtActivations()}
      />
    );
  }
  return (
    <Legend words={t("canvas.activity.legend")} action={t("canvas.activity.hide")} onAction={hideActivations}>
      <Scale from={t("canvas.activity.least")} to={t("canvas.activity.most")} />
    </Legend>
  );
}

function Scale({ from, to }: { readonly from: string; readonly to: string }) {
  return (
    <>
      <span>{from}</span>
      <span className="bw-legend-bar" style={{ background: rampGradient("sequential") }} aria-hidden />
      <span>{to}</span>
    </>
  );
}

function TimesLegend() {
  const { t } = useTranslation();
  const { taken, running, isStale } = useProfile((state) => state);
  if (running) {
    const share = (running.done / running.total) * 100;
    return (
      <Legend words={t("canvas.time.running")} action={t("canvas.activity.stop")} onAction={stopProfile}>
        <Progress className="bw-legend-bar" value={share} aria-label={t("canvas.time.running")} />
      </Legend>
    );
  }
  if (!taken || isStale) {
    return (
      <Legend
        words={t(isStale ? "canvas.time.stale" : "canvas.time.none")}
        action={t("canvas.time.toProfile")}
        onAction={() => showPanel("profile")}
        onHide={hideTimes}
      />
    );
  }
  return (
    <Legend words={t("canvas.time.legend")} action={t("canvas.activity.hide")} onAction={hideTimes}>
      <span>0 ms</span>
      <span className="bw-legend-bar bw-heat-ramp" aria-hidden />
      <span className="bw-numbers">{formatMs(taken.slowest)}</span>
    </Legend>
  );
}

interface LegendProps {
  readonly words: string;
  readonly action: string;
  readonly onAction: () => void;
  /** Where the action is another than to hide it: a request is to be declined too. */
  readonly onHide?: () => void;
  readonly children?: ReactNode;
}

function Legend({ words, action, onAction, onHide, children }: LegendProps) {
  const { t } = useTranslation();
  return (
    <div className="bw-legend" role="status">
      <span className="bw-legend-words">{words}</span>
      {children}
      <Button size="compact-xs" variant="subtle" onClick={onAction}>
        {action}
      </Button>
      {onHide && (
        <Button size="compact-xs" variant="subtle" color="gray" onClick={onHide}>
          {t("canvas.activity.hide")}
        </Button>
      )}
    </div>
  );
}
