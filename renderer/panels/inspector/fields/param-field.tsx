import { Tooltip } from "@mantine/core";
import { IconInfoCircle } from "@tabler/icons-react";
import { memo, useId } from "react";
import { useTranslation } from "react-i18next";
import { assertNever } from "../../../../shared/base/assert";
import type { ParamValue } from "../../../../shared/graph/document";
import { MAX_PADDING, type ParamSpec, rangeText } from "../../../../shared/layers/params";
import type { Padding, Pads, Pair } from "../../../../shared/layers/window";
import { catalogueText, text } from "../../../text/i18n";
import { BooleanField } from "./boolean-field";
import { ChoiceField } from "./choice-field";
import { IntegerField } from "./integer-field";
import { NumberField } from "./number-field";
import { PaddingField } from "./padding-field";
import { PairField } from "./pair-field";
import { TextField } from "./text-field";

export interface ParamFieldProps {
  /** `layer.conv2d.filters`: under which a translation would stand. */
  readonly textKey: string;
  readonly name: string;
  readonly spec: ParamSpec;
  /** Of the first of them; undefined where a file left it out. */
  readonly value: ParamValue | undefined;
  /** Several nodes hold different values. */
  readonly mixed?: boolean;
  /** Why the parameter has no effect as things are; null while it has one. */
  readonly resting?: string | null;
  readonly resolvedPads?: Pads | undefined;
  /** Kept the same from render to render, so that the other fields rest while one is typed into. */
  readonly onChange: (name: string, value: ParamValue, how: "typed" | "chosen") => void;
}

/** A parameter with its name, its unit, its explanation and the input that suits its kind. */
export const ParamField = memo(function ParamField({
  textKey,
  name,
  spec,
  value,
  mixed = false,
  resting = null,
  resolvedPads,
  onChange,
}: ParamFieldProps) {
  const { t } = useTranslation();
  const id = useId();
  const isNumber = spec.kind === "integer" || spec.kind === "number";
  const label = catalogueText(`${textKey}.label`, spec.label);
  return (
    <div className="bw-param" data-param={name} data-kind={spec.kind}>
      <div className="bw-param-label">
        <span id={id}>
          {label}
          {spec.unit && <span className="bw-unit"> {spec.unit}</span>}
        </span>
        <Tooltip label={catalogueText(`${textKey}.help`, spec.help)}>
          <IconInfoCircle size={13} stroke={1.75} className="bw-info" aria-label={spec.help} />
        </Tooltip>
      </div>
      {/* A fieldset rests all inputs of its parameter at once. */}
      <fieldset className="bw-param-input" disabled={resting !== null}>
        {mixed && !isNumber && <span className="bw-field-note">{t("inspector.field.mixed")}</span>}
        <Input
          labelId={id}
          spec={spec}
          value={mixed && isNumber ? null : (value ?? spec.default)}
          pads={resolvedPads}
          onChange={(next, how) => onChange(name, next, how)}
        />
        <p id={`${id}-error`} className="bw-param-error">
          {t("inspector.field.expected", { range: typedRange(spec) })}
        </p>
        {resting && <span className="bw-field-note">{resting}</span>}
      </fieldset>
    </div>
  );
});

/** What one input of the field takes: of a pair or of paddings, one number is typed at a time. */
function typedRange(spec: ParamSpec): string {
  if (spec.kind === "pair") return text("inspector.field.whole", { min: spec.min, max: spec.max });
  if (spec.kind === "padding") return text("inspector.field.whole", { min: 0, max: MAX_PADDING });
  return rangeText(spec);
}

interface InputProps {
  readonly labelId: string;
  readonly spec: ParamSpec;
  readonly value: ParamValue | null;
  readonly pads: Pads | undefined;
  onChange(value: ParamValue, how: "typed" | "chosen"): void;
}

function Input({ labelId, spec, value, pads, onChange }: InputProps) {
  const common = { labelId, onChange };
  // A file may hold a value of another kind; the analysis reports it, and the field starts from the default.
  switch (spec.kind) {
    case "integer":
      return <IntegerField {...common} spec={spec} value={isNumberOrNull(value) ? value : spec.default} />;
    case "number":
      return <NumberField {...common} spec={spec} value={isNumberOrNull(value) ? value : spec.default} />;
    case "boolean":
      return <BooleanField {...common} spec={spec} value={value === true} />;
    case "choice":
      return <ChoiceField {...common} spec={spec} value={String(value)} />;
    case "pair":
      return <PairField {...common} spec={spec} value={isSides(value, 2) ? (value as Pair) : spec.default} />;
    case "padding":
      return (
        <PaddingField
          {...common}
          spec={spec}
          value={
            value === "same" || value === "valid" || isSides(value, 4) ? (value as Padding) : spec.default
          }
          resolved={pads}
        />
      );
    case "text":
      return <TextField {...common} spec={spec} value={String(value ?? "")} />;
    default:
      return assertNever(spec);
  }
}

function isNumberOrNull(value: ParamValue | null): value is number | null {
  return value === null || typeof value === "number";
}

function isSides(value: ParamValue | null, count: number): boolean {
  return typeof value === "object" && value?.length === count;
}
