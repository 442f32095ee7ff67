import { useTranslation } from "react-i18next";
import { useDraft } from "./use-draft";

export interface NumberInputProps {
  readonly labelId: string;
  /** Added to the label for screen readers: "height". */
  readonly part?: string;
  /** Null where several nodes differ: an empty field that a new number fills for all of them. */
  readonly value: number | null;
  readonly min: number;
  readonly max: number;
  readonly whole: boolean;
  /** Width of the input in characters. */
  readonly width?: number;
  onChange(value: number): void;
}

/** "64" or "1e-4" as a number within the range, else null: "", "6 4", "1.5" for a whole number. */
export function parseNumber(
  text: string,
  { min, max, whole }: Pick<NumberInputProps, "min" | "max" | "whole">,
): number | null {
  if (!/^\s*[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?\s*$/i.test(text)) return null;
  const value = Number(text);
  const fits = Number.isFinite(value) && value >= min && value <= max && (!whole || Number.isInteger(value));
  return fits ? value : null;
}

/** One number: typed, or stepped with the arrow keys (with Shift by ten). */
export function NumberInput(props: NumberInputProps) {
  const { t } = useTranslation();
  const { labelId, part, value, min, max, whole, width, onChange } = props;
  const field = useDraft({
    value,
    show: (shown) => (shown === null ? "" : String(shown)),
    parse: (text) => parseNumber(text, props),
    commit: (next) => {
      if (next !== null) onChange(next);
    },
    step: (from, by) => (from === null ? null : stepped(from, by, { min, max, whole })),
  });
  return (
    <input
      className="bw-input bw-numbers"
      inputMode={whole ? "numeric" : "decimal"}
      {...(part ? { "aria-label": part, title: part } : { "aria-labelledby": labelId })}
      aria-errormessage={`${labelId}-error`}
      aria-invalid={field.invalid && !(value === null && field.text === "")}
      placeholder={value === null ? t("inspector.field.mixed") : undefined}
      spellCheck={false}
      autoComplete="off"
      {...(width ? { style: { width: `${width}ch` } } : {})}
      value={field.text}
      onChange={(event) => field.type(event.currentTarget.value)}
      onFocus={(event) => event.currentTarget.select()}
      onBlur={field.onBlur}
      onKeyDown={field.onKeyDown}
    />
  );
}

function stepped(
  from: number,
  by: number,
  { min, max, whole }: { min: number; max: number; whole: boolean },
) {
  // Fractions step by a tenth of their own size: 0.0001 and 0.75 both move sensibly.
  const unit = whole ? 1 : 10 ** Math.floor(Math.log10(Math.abs(from) || 1) - (Math.abs(from) < 1 ? 0 : 1));
  const next = Number((from + by * unit).toPrecision(12));
  const clamped = Math.min(max, Math.max(min, next));
  return clamped === from ? null : clamped;
}
