import type { NumberSpec } from "../../../../shared/layers/params";
import type { FieldProps } from "./field";
import { NumberInput } from "./number-input";

export function NumberField({ labelId, spec, value, onChange }: FieldProps<NumberSpec, number | null>) {
  return (
    <NumberInput
      labelId={labelId}
      value={value}
      min={spec.min}
      max={spec.max}
      whole={false}
      onChange={(next) => onChange(next, "typed")}
    />
  );
}
