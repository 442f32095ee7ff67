import { NativeSelect } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { AnyExportFormat } from "../../../shared/formats/define";
import { exportGroups } from "../../../shared/formats/registry";
import type { ParamValue } from "../../../shared/graph/document";
import { type ParamSpecs, type ParamsOf, unmetCondition, valueText } from "../../../shared/layers/params";
import { ParamField } from "../../panels/inspector/fields/param-field";
import { text } from "../../text/i18n";
import type { PartChoice } from "./figure-part";

interface FormatFieldProps {
  readonly id: string;
  onChoose(id: string): void;
}

export function FormatField({ id, onChoose }: FormatFieldProps) {
  const { t } = useTranslation();
  return (
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
        onChange={(event) => onChoose(event.currentTarget.value)}
      />
    </div>
  );
}

interface PartFieldProps {
  readonly parts: readonly PartChoice[];
  readonly at: number;
  onChoose(at: number): void;
}

/** Which part of the network a figure shows. */
export function PartField({ parts, at, onChoose }: PartFieldProps) {
  const { t } = useTranslation();
  return (
    <div className="bw-param">
      <label className="bw-param-label" htmlFor="bw-export-part">
        {t("export.part.title")}
      </label>
      <NativeSelect
        id="bw-export-part"
        size="xs"
        data={parts.map(({ label }, index) => ({ value: `${index}`, label }))}
        value={`${at}`}
        onChange={(event) => onChoose(Number(event.currentTarget.value))}
      />
    </div>
  );
}

interface OptionFieldsProps {
  readonly format: AnyExportFormat;
  readonly options: ParamsOf<ParamSpecs>;
  onChange(name: string, value: ParamValue): void;
}

/** What the format's row declares. */
export function OptionFields({ format: { id, params }, options, onChange }: OptionFieldsProps) {
  return Object.entries(params).map(([name, spec]) => (
    <ParamField
      key={name}
      textKey={`format.${id}.${name}`}
      name={name}
      spec={spec}
      value={options[name]}
      resting={restingHint(params, name, options)}
      onChange={onChange}
    />
  ));
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
