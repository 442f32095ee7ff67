import { Progress } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { formatBytes } from "../../../shared/base/format";
import { LARGEST_DIFFERENCE, type OutputDifference } from "../../../shared/contracts/export";
import { text } from "../../text/i18n";
import { keptText } from "./export-file";
import type { ExportState } from "./export-job";

/** How far along it is, or what came of it. */
export function ExportOutcome({ state }: { readonly state: ExportState }) {
  const { t } = useTranslation();
  switch (state.kind) {
    case "idle":
      return null;
    case "writing":
      return <Writing state={state} />;
    case "cancelling":
    case "verifying":
      return (
        <div className="bw-export-outcome" role="status">
          <Progress value={100} animated size="sm" aria-label={t(`export.${state.kind}`)} />
          <p>{t(`export.${state.kind}`)}</p>
        </div>
      );
    case "cancelled":
      return <Line words={cancelledText(state)} />;
    case "failed":
      return <Line words={state.reason} isBad />;
    case "written":
      return <Line words={writtenText(state)} isGood />;
    case "verified": {
      const { words, agrees } = verdict(state.outputs);
      return <Line words={words} isGood={agrees} isBad={!agrees} />;
    }
  }
}

function Writing({ state }: { readonly state: Extract<ExportState, { kind: "writing" }> }) {
  const { t } = useTranslation();
  const { file: name, done, total } = state;
  const values = { name, done: formatBytes(done), total: total === null ? "" : formatBytes(total) };
  const key = done === 0 ? "preparing" : total === null ? "progressOpen" : "progress";
  return (
    <div className="bw-export-outcome">
      <Progress
        value={total ? (100 * done) / total : 100}
        animated={!total}
        size="sm"
        aria-label={t("export.preparing", { name })}
      />
      <p className="bw-numbers">{t(`export.${key}`, values)}</p>
    </div>
  );
}

interface LineProps {
  readonly words: string;
  readonly isGood?: boolean;
  readonly isBad?: boolean;
}

function Line({ words, isGood = false, isBad = false }: LineProps) {
  return (
    <p
      className="bw-export-outcome"
      role={isBad ? "alert" : "status"}
      data-good={isGood || undefined}
      data-bad={isBad || undefined}
    >
      {words}
    </p>
  );
}

function cancelledText({ target, files }: Extract<ExportState, { kind: "cancelled" }>): string {
  if (files.length === 0) return text("export.cancelled");
  return `${text("export.cancelledPartly")} ${keptText(files, target)}`;
}

function writtenText({ target, written }: Extract<ExportState, { kind: "written" }>): string {
  const { files, bytes } = written;
  const values = { name: target, size: formatBytes(bytes), files: files.join(", ") };
  return text(files.length > 1 ? "export.savedSeveral" : "export.saved", values);
}

function verdict(outputs: readonly OutputDifference[]): { words: string; agrees: boolean } {
  const [worst] = [...outputs].sort((a, b) => b.difference - a.difference);
  const difference = worst?.difference ?? 0;
  const values = {
    output: worst?.name ?? "",
    difference: difference.toExponential(1),
    limit: LARGEST_DIFFERENCE.toExponential(0),
  };
  const agrees = difference <= LARGEST_DIFFERENCE;
  const key = agrees ? "agrees" : Number.isFinite(difference) ? "differs" : "incomparable";
  return { words: text(`export.${key}`, values), agrees };
}
