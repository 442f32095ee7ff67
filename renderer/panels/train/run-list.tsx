import { TextInput } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { formatPercent } from "../../../shared/base/format";
import type { RunRecord } from "../../../shared/formats/run-record/record";
import { MAX_SHOWN, renameRun, showRun, useRuns } from "../../state/runs";
import { runLook } from "./run-looks";
import { RunMenu } from "./run-menu";

export function RunList({ runs }: { readonly runs: readonly RunRecord[] }) {
  const { t } = useTranslation();
  const shown = useRuns((state) => state.shown);
  return (
    <>
      <p className="bw-train-note">{t("train.runs.hint", { count: MAX_SHOWN })}</p>
      <ul className="bw-runs">
        {runs.map((run) => (
          <RunRow key={run.id} run={run} look={shown.get(run.id) ?? null} isFull={shown.size >= MAX_SHOWN} />
        ))}
      </ul>
    </>
  );
}

interface RunRowProps {
  readonly run: RunRecord;
  /** Null if it is not shown. */
  readonly look: number | null;
  readonly isFull: boolean;
}

function RunRow({ run, look, isFull }: RunRowProps) {
  const { t, i18n } = useTranslation();
  const [isRenaming, setRenaming] = useState(false);
  const when = new Intl.DateTimeFormat(i18n.language, { dateStyle: "medium", timeStyle: "short" });
  return (
    <li className="bw-run-row" data-outcome={run.outcome}>
      {isRenaming ? (
        <RenameField run={run} onDone={() => setRenaming(false)} />
      ) : (
        <label>
          <input
            type="checkbox"
            checked={look !== null}
            disabled={look === null && isFull}
            onChange={(event) => showRun(run.id, event.currentTarget.checked)}
          />
          <LookMark look={look} />
          <span className="bw-run-name">{run.name}</span>
          <span className="bw-run-accuracy bw-numbers">{figureOf(run, t)}</span>
          <small className="bw-numbers">
            {when.format(run.startedAt)}
            {run.outcome === "done" ? "" : ` · ${t(`train.runs.outcome.${run.outcome}`)}`}
          </small>
        </label>
      )}
      <RunMenu run={run} onRename={() => setRenaming(true)} />
    </li>
  );
}

function figureOf({ result }: RunRecord, t: (key: string) => string): string {
  return result ? formatPercent(result.testAccuracy) : t("train.chart.none");
}

function RenameField({ run, onDone }: { readonly run: RunRecord; onDone(): void }) {
  const { t } = useTranslation();
  const [name, setName] = useState(run.name);
  const take = (): void => {
    void renameRun(run.id, name);
    onDone();
  };
  return (
    <TextInput
      size="xs"
      aria-label={t("train.runs.name")}
      data-autofocus
      autoFocus
      value={name}
      onFocus={(event) => event.currentTarget.select()}
      onChange={(event) => setName(event.currentTarget.value)}
      onBlur={take}
      onKeyDown={(event) => {
        if (event.key === "Enter") take();
        if (event.key === "Escape") onDone();
      }}
    />
  );
}

/** A piece of the run's line, as in the charts. */
export function LookMark({ look }: { readonly look: number | null }) {
  const { colour, dash } = runLook(look ?? 0);
  return (
    <svg className="bw-look" viewBox="0 0 26 8" aria-hidden>
      {look !== null && (
        <line x1="0" x2="26" y1="4" y2="4" stroke={`var(--bw-${colour})`} strokeDasharray={dash?.join(" ")} />
      )}
    </svg>
  );
}
