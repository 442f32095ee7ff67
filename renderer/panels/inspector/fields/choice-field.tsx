import { NativeSelect } from "@mantine/core";
import type { ChoiceSpec } from "../../../../shared/layers/params";
import type { FieldProps } from "./field";

export function ChoiceField({ labelId, spec, value, onChange }: FieldProps<ChoiceSpec, string>) {
  return (
    <NativeSelect
      size="xs"
      aria-labelledby={labelId}
      data={spec.options.map(({ value: option, label }) => ({ value: option, label }))}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value, "chosen")}
    />
  );
}
