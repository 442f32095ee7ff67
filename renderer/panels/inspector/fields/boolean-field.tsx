import { Switch } from "@mantine/core";
import type { BooleanSpec } from "../../../../shared/layers/params";
import type { FieldProps } from "./field";

export function BooleanField({ labelId, value, onChange }: FieldProps<BooleanSpec, boolean>) {
  return (
    <Switch
      size="sm"
      aria-labelledby={labelId}
      checked={value}
      onChange={(event) => onChange(event.currentTarget.checked, "chosen")}
    />
  );
}
