import { Button, Loader, Switch } from "@mantine/core";
import { IconCheck, IconX } from "@tabler/icons-react";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { refusalOf, unrunnable } from "../../../shared/analysis/unrunnable";
import { formatPercent } from "../../../shared/base/format";
import { executeCommand } from "../../app/execute";
import { useEngine } from "../../state/engine";
import { isSameNetwork, useModel } from "../../state/model";
import { useProject } from "../../state/project";
import { isActive } from "../../state/run-progress";
import { useSettings } from "../../state/settings";
import { useTraining } from "../../state/training";
import { ProblemLinks } from "../../ui/problem-links";
import { type Answer, classifyAgain, stopLooking, useClassify } from "./classify";
import { SegmentationView } from "./segmentation-view";

/** The five most probable classes, or why there are none. */
export function AnswerView() {
  const { t } = useTranslation();
  const busy = useClassify((state) => state.busy);
  const error = useClassify((state) => state.error);
  const answer = useClassify((state) => state.answer);
  return (
    <>
      <div className="bw-run-heading">
        <h3>{t(answer?.map ? "run.segments.title" : "run.answer.title")}</h3>
        {busy && <Looking />}
        {!busy && error === null && answer && <Time answer={answer} />}
      </div>
      {error !== null && (
        <div className="bw-run-error" role="alert">
          <Reason error={error} />
          <Again />
        </div>
      )}
      {error === null && (answer ? <Found answer={answer} /> : <Nothing />)}
    </>
  );
}

/** Operators that are not known are told in lines that lead to them. */
function Reason({ error }: { readonly error: string }) {
  const { t } = useTranslation();
  const analysis = useProject((state) => state.analysis);
  if (error !== refusalOf(analysis)) return <p>{error}</p>;
  return (
    <>
      <ProblemLinks problems={unrunnable(analysis)} />
      <p>{t("problems.elsewhere")}</p>
    </>
  );
}

function Found({ answer }: { readonly answer: Answer }) {
  if (!answer.map) return <Ranking answer={answer} />;
  return (
    <>
      <SegmentationView answer={answer} map={answer.map} />
      <Staleness answer={answer} />
    </>
  );
}

function Nothing() {
  const { t } = useTranslation();
  const busy = useClassify((state) => state.busy);
  if (busy) return null;
  return (
    <>
      <p className="bw-run-note">{t("run.answer.none")}</p>
      <Again />
    </>
  );
}

function Looking() {
  const { t } = useTranslation();
  return (
    <span className="bw-run-busy">
      <Loader size={14} aria-hidden />
      {t("run.answer.running")}
      <Button size="compact-xs" variant="default" title={t("run.answer.stopHelp")} onClick={stopLooking}>
        {t("run.answer.stop")}
      </Button>
    </span>
  );
}

function Time({ answer }: { readonly answer: Answer }) {
  const { t } = useTranslation();
  const status = useEngine((state) => state.status);
  if (status.kind !== "ready") return null;
  const backend = t(`train.engine.backend.${status.info.backend}`);
  const ms = answer.ms < 10 ? answer.ms.toFixed(1) : `${Math.round(answer.ms)}`;
  return (
    <span className="bw-run-note bw-numbers">
      {t("run.answer.time", { count: answer.views, ms, backend })}
    </span>
  );
}

function Ranking({ answer }: { readonly answer: Answer }) {
  const { t } = useTranslation();
  const { top, model, picture } = answer;
  const nameOf = (index: number): string => model.classNames?.[index] ?? t("run.answer.class", { index });
  const [best] = top;
  return (
    <>
      <ol className="bw-ranking">
        {top.map(({ index, probability }) => (
          <li
            key={index}
            aria-label={t("run.answer.row", { name: nameOf(index), percent: formatPercent(probability) })}
          >
            <span className="bw-ranking-name" title={nameOf(index)}>
              {nameOf(index)}
            </span>
            <span className="bw-ranking-bar" aria-hidden>
              <span style={{ width: `${probability * 100}%` }} />
            </span>
            <span className="bw-numbers">{formatPercent(probability)}</span>
          </li>
        ))}
      </ol>
      {model.origin === "random" && <p className="bw-run-note">{t("run.model.random")}</p>}
      {best && model.classNames && picture.label !== null && (
        <Verdict isRight={nameOf(best.index) === picture.label} label={picture.label} />
      )}
      <Staleness answer={answer} />
      <ActivationsSwitch />
    </>
  );
}

/** Leads from the answer to how it came about. */
function ActivationsSwitch() {
  const { t } = useTranslation();
  const activations = useSettings((settings) => settings.activations);
  return (
    <Switch
      size="xs"
      label={t("run.answer.activations")}
      checked={activations}
      onChange={() => executeCommand("view.activations")}
    />
  );
}

function Verdict({ isRight, label }: { readonly isRight: boolean; readonly label: string }) {
  const { t } = useTranslation();
  const Icon = isRight ? IconCheck : IconX;
  return (
    <p className="bw-verdict" data-right={isRight || undefined}>
      <Icon size={16} aria-hidden /> {t(isRight ? "run.answer.right" : "run.answer.wrong", { label })}
    </p>
  );
}

/** Whether the answer is of other weights, or of a network that was edited since. */
function Staleness({ answer }: { readonly answer: Answer }) {
  const { t } = useTranslation();
  const present = useProject((state) => state.history.present);
  const model = useModel((state) => state.model);
  const isStale = useMemo(() => {
    if (model !== answer.model) return true;
    return model.origin === "random" && !isSameNetwork(model.document, present);
  }, [model, answer.model, present]);
  if (!isStale) return null;
  return (
    <div className="bw-run-warning">
      <p>{t("run.answer.stale")}</p>
      <Again />
    </div>
  );
}

function Again() {
  const { t } = useTranslation();
  const picture = useClassify((state) => state.picture);
  const busy = useTraining((state) => isActive(state.run));
  return picture ? (
    <Button size="compact-xs" variant="default" disabled={busy} onClick={() => void classifyAgain()}>
      {t("run.answer.again")}
    </Button>
  ) : null;
}
