import { Button, Group } from "@mantine/core";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import type { Document } from "../../../shared/graph/document";
import { FormatField, OptionFields, PartField } from "./export-fields";
import type { ExportChoice } from "./export-job";
import { ExportOutcome } from "./export-outcome";
import { FormatNotes } from "./format-notes";
import { isBusy, useExport } from "./use-export";
import { chooseFormat, setOption, useExportChoice } from "./use-export-choice";
import { WeightFields } from "./weight-fields";
import "../../panels/inspector/inspector.css";
import "./export.css";

interface ExportDialogProps {
  readonly document: Document;
  onClose(): void;
}

/** The format, what it leaves to choose, and which weights go along: made from the format's row alone. */
export function ExportDialog({ document, onClose }: ExportDialogProps) {
  const { choice, weights, parts, partAt, choosePart } = useExportChoice(document);
  const job = useExport();
  const { format, options, part, seed } = choice;
  const { forget } = job;
  const values = JSON.stringify(options);
  // biome-ignore lint/correctness/useExhaustiveDependencies: whatever else is chosen, the last outcome is not of it.
  useEffect(forget, [forget, format, values, part, seed, choice.weights]);
  return (
    <div className="bw-export">
      <fieldset disabled={isBusy(job.state)}>
        <FormatField id={format.id} onChoose={chooseFormat} />
        <FormatNotes format={format} document={document} />
        {format.isFigure && <PartField parts={parts} at={partAt} onChoose={choosePart} />}
        <OptionFields format={format} options={options} onChange={setOption} />
        {format.holdsWeights && <WeightFields choice={weights} />}
      </fieldset>
      <ExportOutcome state={job.state} />
      <ExportButtons choice={choice} job={job} onClose={onClose} />
    </div>
  );
}

type Job = ReturnType<typeof useExport>;

interface ExportButtonsProps {
  readonly choice: ExportChoice;
  readonly job: Job;
  onClose(): void;
}

function ExportButtons({ choice, job, onClose }: ExportButtonsProps) {
  const { t } = useTranslation();
  const { state, write, verify, cancel } = job;
  const busy = isBusy(state);
  const isStoppable = state.kind === "writing" || state.kind === "verifying";
  return (
    <Group justify="flex-end" gap="xs">
      {choice.format.isVerifiable && !busy && (
        <Button size="xs" variant="default" title={t("export.verifyHelp")} onClick={() => verify(choice)}>
          {t("export.verify")}
        </Button>
      )}
      <span className="bw-export-gap" />
      <Button size="xs" variant="default" onClick={isStoppable ? cancel : onClose}>
        {t(isStoppable || state.kind === "idle" ? "export.cancel" : "export.close")}
      </Button>
      {/* Not disabled, or the keyboard would lose its place. */}
      <Button
        size="xs"
        {...(busy ? { "data-disabled": true } : {})}
        aria-disabled={busy}
        data-autofocus
        onClick={() => !busy && write(choice)}
      >
        {t("export.start")}
      </Button>
    </Group>
  );
}
