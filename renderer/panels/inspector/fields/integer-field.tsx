import type { IntegerSpec } from "../../../../shared/layers/params";
import type { FieldProps } from "./field";
import { NumberInput } from "./number-input";

export function IntegerField({ labelId, spec, value, onChange }: FieldProps<IntegerSpec, number | null>) {
  return (
    <NumberInput
      labelId={labelId}
      value={value}
      min={spec.min}
      max={spec.max}
      whole
      onChange={(next) => onChange(next, "typed")}
    />
  );
}
