import { Button, Group, NativeSelect } from "@mantine/core";
import { useCallback, useState } from "react";
import { useTranslation } from "react-i18next";
import { exportFormats, exportGroups } from "../../../shared/formats/registry";
import type { Document, ParamValue } from "../../../shared/graph/document";
import {
  defaultsOf,
  type ParamSpecs,
  type ParamsOf,
  unmetCondition,
  valueText,
} from "../../../shared/layers/params";
import { ParamField } from "../../panels/inspector/fields/param-field";
import { text } from "../../text/i18n";
import { ExportOutcome } from "./export-outcome";
import { type PartChoice, partChoices } from "./figure-part";
import { FormatNotes } from "./format-notes";
import { useExport } from "./use-export";
import { useWeightChoice, WeightFields } from "./weight-fields";
import "../../panels/inspector/inspector.css";
import "./export.css";

interface ExportDialogProps {
  readonly document: Document;
  onClose(): void;
}

const WHOLE: Pick<PartChoice, "part"> = { part: { kind: "whole" } };
const FIRST = exportGroups[0]?.formats[0];

/** The format, what it leaves to choose, and which weights go along: made from the format's row alone. */
export function ExportDialog({ document, onClose }: ExportDialogProps) {
  const { t } = useTranslation();
  const [id, setId] = useState(FIRST?.id ?? "");
  const format = exportFormats.require(id);
  const [given, setGiven] = useState<Readonly<Record<string, ParamValue>>>({});
  const options = { ...defaultsOf(format.params), ...ownOf(format.params, given) };
  const weights = useWeightChoice(document);
  const [parts] = useState(partChoices);
  const [partAt, setPartAt] = useState(0);
  const figurePart = parts[partAt] ?? WHOLE;
  const { state, write, verify, cancel } = useExport();
  const busy = ["writing", "cancelling", "verifying"].includes(state.kind);
  const isStoppable = state.kind === "writing" || state.kind === "verifying";
  const choice = {
    document,
    format,
    options: options as ParamsOf<ParamSpecs>,
    ...weights.chosen,
    part: figurePart.part,
  };
  const onChange = useCallback(
    (name: string, value: ParamValue) => setGiven((before) => ({ ...before, [name]: value })),
    [],
  );
  return (
    <div className="bw-export">
      <fieldset disabled={busy}>
        <div className="bw-param">
          <label className="bw-param-label" htmlFor="bw-export-format">
            {t("export.format")}
          </label>
          <NativeSelect
            id="bw-export-format"
            size="xs"
            data={exportGroups.map(({ group, formats }) => ({
              group: t(`export.group.${group}`),
              items: formats.map(({ id: value, title }) => ({ value, label: title })),
            }))}
            value={id}
            onChange={(event) => setId(event.currentTarget.value)}
          />
        </div>
        <FormatNotes format={format} document={document} />
        {format.isFigure && (
          <div className="bw-param">
            <label className="bw-param-label" htmlFor="bw-export-part">
              {t("export.part.title")}
            </label>
            <NativeSelect
              id="bw-export-part"
              size="xs"
              data={parts.map(({ label }, at) => ({ value: `${at}`, label }))}
              value={`${partAt}`}
              onChange={(event) => setPartAt(Number(event.currentTarget.value))}
            />
          </div>
        )}
        {Object.entries(format.params).map(([name, spec]) => (
          <ParamField
            key={name}
            textKey={`format.${id}.${name}`}
            name={name}
            spec={spec}
            value={options[name]}
            resting={restingHint(format.params, name, options)}
            onChange={onChange}
          />
        ))}
        {format.holdsWeights && <WeightFields choice={weights} />}
      </fieldset>
      <ExportOutcome state={state} />
      <Group justify="flex-end" gap="xs">
        {format.isVerifiable && !busy && (
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
    </div>
  );
}

/** What was typed for another format is kept for it, and nothing to this one. */
function ownOf(specs: ParamSpecs, given: Readonly<Record<string, ParamValue>>) {
  return Object.fromEntries(Object.entries(given).filter(([name]) => name in specs));
}

function restingHint(
  specs: ParamSpecs,
  name: string,
  options: Readonly<Record<string, ParamValue>>,
): string | null {
  const spec = specs[name];
  const unmet = spec ? unmetCondition(spec, options) : null;
  if (!unmet) return null;
  const label = specs[unmet.param]?.label ?? unmet.param;
  return text("inspector.field.onlyWith", { label, value: valueText(unmet.equals) });
}
