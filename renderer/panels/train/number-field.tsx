import { NumberInput, Tooltip } from "@mantine/core";

export interface NumberFieldProps {
  readonly label: string;
  readonly help?: string;
  readonly value: number;
  readonly min: number;
  readonly max: number;
  readonly step?: number;
  readonly integer?: boolean;
  onChange(value: number): void;
}

/** A number of the form. What is half typed or out of range is not taken; leaving the field brings it into range. */
export function NumberField({
  label,
  help,
  value,
  min,
  max,
  step = 1,
  integer = true,
  onChange,
}: NumberFieldProps) {
  const field = (
    <NumberInput
      label={label}
      value={value}
      min={min}
      max={max}
      step={step}
      allowDecimal={!integer}
      allowNegative={min < 0}
      clampBehavior="blur"
      classNames={{ input: "bw-numbers" }}
      onChange={(typed) => {
        if (typeof typed === "number" && typed >= min && typed <= max) onChange(typed);
      }}
    />
  );
  return help ? (
    <Tooltip label={help} position="top-start">
      <div>{field}</div>
    </Tooltip>
  ) : (
    field
  );
}
