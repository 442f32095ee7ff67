import "./profile.css";
import { Button, NumberInput, Progress, SegmentedControl } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { unrunnable } from "../../../shared/analysis/unrunnable";
import { formatBytes } from "../../../shared/base/format";
import { setProfileOptions, stopProfile, type Taken, takeProfile, useProfile } from "../../state/profile";
import { useProject } from "../../state/project";
import { isActive } from "../../state/run-progress";
import { useTraining } from "../../state/training";
import { formatMs } from "../../ui/format-ms";
import { ProblemLinks } from "../../ui/problem-links";
import { ProfileTable } from "./profile-table";

/** How long each layer takes, by measuring. */
export function ProfilePanel() {
  const { t } = useTranslation();
  const taken = useProfile((state) => state.taken);
  const error = useProfile((state) => state.error);
  return (
    <div className="bw-profile">
      <div className="bw-profile-split">
        <section className="bw-profile-controls" aria-label={t("profile.controls")}>
          <Options />
          <StartOrStop />
          {error !== null && (
            <p className="bw-profile-error" role="alert">
              {error}
            </p>
          )}
          {taken && <Summary taken={taken} />}
        </section>
        {taken ? <ProfileTable taken={taken} /> : <p className="bw-empty">{t("profile.empty")}</p>}
      </div>
    </div>
  );
}

function Options() {
  const { t } = useTranslation();
  const { batch, train, steps } = useProfile((state) => state.options);
  return (
    <>
      <SegmentedControl
        size="xs"
        fullWidth
        value={train ? "train" : "infer"}
        onChange={(value) => setProfileOptions({ train: value === "train" })}
        data={["infer", "train"].map((value) => ({ value, label: t(`profile.pass.${value}`) }))}
        aria-label={t("profile.pass.label")}
      />
      <div className="bw-profile-numbers">
        <NumberInput
          label={t("profile.batch")}
          min={1}
          max={1024}
          clampBehavior="strict"
          allowDecimal={false}
          value={batch}
          onChange={(value) => setProfileOptions({ batch: Math.max(1, Number(value) || 1) })}
        />
        <NumberInput
          label={t("profile.steps")}
          min={1}
          max={100}
          clampBehavior="strict"
          allowDecimal={false}
          value={steps}
          onChange={(value) => setProfileOptions({ steps: Math.max(1, Number(value) || 1) })}
        />
      </div>
    </>
  );
}

function StartOrStop() {
  const { t } = useTranslation();
  const running = useProfile((state) => state.running);
  const isTraining = useTraining(({ run }) => isActive(run));
  const isFaulty = useProject(({ analysis }) => analysis.problems.length > 0 || analysis.order.length === 0);
  const stopping = useProject(({ analysis }) => unrunnable(analysis));
  if (running) {
    return (
      <div className="bw-profile-running">
        <Progress value={(running.done / running.total) * 100} aria-label={t("canvas.time.running")} />
        <Button size="xs" variant="default" onClick={stopProfile}>
          {t("profile.stop")}
        </Button>
      </div>
    );
  }
  return (
    <>
      <Button
        size="xs"
        disabled={isTraining || isFaulty || stopping.length > 0}
        onClick={() => void takeProfile()}
      >
        {t("profile.start")}
      </Button>
      {isTraining && <p className="bw-profile-note">{t("profile.training")}</p>}
      {isFaulty && <p className="bw-profile-note">{t("profile.faulty")}</p>}
      {!isFaulty && stopping.length > 0 && <ProblemLinks problems={stopping} />}
    </>
  );
}

function Summary({ taken: { profile, info } }: { readonly taken: Taken }) {
  const { t } = useTranslation();
  const isStale = useProfile((state) => state.isStale);
  const { forwardMs, backwardMs, batch, train, peakBytes, waitMs, steps } = profile;
  const whole = forwardMs + backwardMs;
  return (
    <div className="bw-profile-summary">
      {isStale && <p className="bw-profile-stale">{t("profile.stale")}</p>}
      <p>
        <strong className="bw-numbers">{formatMs(whole)}</strong>{" "}
        {t(train ? "profile.perStep" : "profile.perBatch", { count: batch })}
      </p>
      <p className="bw-profile-note bw-numbers">
        {t("profile.details", {
          perSecond: ((batch / whole) * 1000).toFixed(whole / batch > 100 ? 2 : 0),
          peak: formatBytes(peakBytes),
          backend: t(`train.engine.backend.${info.backend}`),
          count: steps,
        })}
      </p>
      <p className="bw-profile-note">
        {t("profile.alone")} {waitMs !== null && t("profile.wait", { ms: formatMs(waitMs) })}
      </p>
    </div>
  );
}
