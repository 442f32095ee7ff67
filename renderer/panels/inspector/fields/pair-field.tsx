import { IconLink, IconLinkOff } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { PairSpec } from "../../../../shared/layers/params";
import type { Pair } from "../../../../shared/layers/window";
import { IconButton } from "../../../ui/icon-button";
import type { FieldProps } from "./field";
import { NumberInput } from "./number-input";

/** Height and width; linked, one number is both. */
export function PairField({ labelId, spec, value, onChange }: FieldProps<PairSpec, Pair>) {
  const { t } = useTranslation();
  const [unlinked, setUnlinked] = useState(value[0] !== value[1]);
  // Undo may bring back two numbers that differ; they cannot be shown as one.
  const linked = !unlinked && value[0] === value[1];
  const side = (axis: 0 | 1) => (
    <NumberInput
      labelId={labelId}
      part={`${spec.label}, ${t(axis === 0 ? "inspector.field.height" : "inspector.field.width")}`}
      value={value[axis]}
      min={spec.min}
      max={spec.max}
      whole
      onChange={(next) => {
        const other = value[1 - axis] as number;
        if (linked) onChange([next, next], "typed");
        else onChange(axis === 0 ? [next, other] : [other, next], "typed");
      }}
    />
  );
  return (
    <div className="bw-field-row">
      {side(0)}
      <span aria-hidden>×</span>
      {linked ? <output className="bw-linked bw-numbers">{value[1]}</output> : side(1)}
      <IconButton
        icon={linked ? IconLink : IconLinkOff}
        size={14}
        label={t(linked ? "inspector.field.unlink" : "inspector.field.link")}
        pressed={linked}
        onClick={() => {
          setUnlinked(linked);
          if (!linked && value[0] !== value[1]) onChange([value[0], value[0]], "chosen");
        }}
      />
    </div>
  );
}
