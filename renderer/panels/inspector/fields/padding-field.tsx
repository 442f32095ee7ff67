import { SegmentedControl } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { MAX_PADDING, type PaddingSpec } from "../../../../shared/layers/params";
import type { Padding, Pads } from "../../../../shared/layers/window";
import type { FieldProps } from "./field";
import { NumberInput } from "./number-input";

const SIDES = ["top", "right", "bottom", "left"] as const;

export interface PaddingFieldProps extends FieldProps<PaddingSpec, Padding> {
  /** What a rule comes to for the input at hand; where the four numbers start from. */
  readonly resolved?: Pads | undefined;
}

/** A rule ("same", "valid") or the four numbers themselves. */
export function PaddingField({ labelId, spec, value, resolved, onChange }: PaddingFieldProps) {
  const { t } = useTranslation();
  const pads: Pads = typeof value === "string" ? (resolved ?? [0, 0, 0, 0]) : value;
  return (
    <div className="bw-padding-field">
      <SegmentedControl
        size="xs"
        fullWidth
        aria-labelledby={labelId}
        data={["same", "valid", "explicit"].map((rule) => ({
          value: rule,
          label: t(`inspector.field.padding.${rule}`),
        }))}
        value={typeof value === "string" ? value : "explicit"}
        onChange={(rule) => onChange(rule === "explicit" ? pads : (rule as "same" | "valid"), "chosen")}
      />
      {typeof value === "string" ? (
        <p className="bw-field-note bw-numbers">
          {resolved
            ? t("inspector.field.padding.resolved", { pads: resolved.join(", ") })
            : t("inspector.field.padding.unresolved")}
        </p>
      ) : (
        <div className="bw-pads">
          {SIDES.map((side, index) => (
            <span key={side} className="bw-pad">
              <NumberInput
                labelId={labelId}
                part={`${spec.label}, ${t(`inspector.field.${side}`)}`}
                value={pads[index] as number}
                min={0}
                max={MAX_PADDING}
                whole
                onChange={(next) => onChange(pads.with(index, next) as unknown as Pads, "typed")}
              />
              <span className="bw-field-note" aria-hidden>
                {t(`inspector.field.${side}`)}
              </span>
            </span>
          ))}
        </div>
      )}
    </div>
  );
}
