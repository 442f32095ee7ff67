import { useTranslation } from "react-i18next";
import type { TextSpec } from "../../../../shared/layers/params";
import type { FieldProps } from "./field";
import { useDraft } from "./use-draft";

/** Nobody types more; bytes of a file may be longer. */
const MOST_SHOWN = 5000;

export function TextField({ labelId, spec, value, onChange }: FieldProps<TextSpec, string>) {
  const { t } = useTranslation();
  const field = useDraft({
    value,
    show: (shown) => shown,
    parse: (text) => (text.length <= spec.maxLength ? text : null),
    commit: (next) => onChange(next, "typed"),
  });
  const common = {
    "aria-labelledby": labelId,
    "aria-errormessage": `${labelId}-error`,
    "aria-invalid": field.invalid,
    spellCheck: false,
    autoComplete: "off",
    onBlur: field.onBlur,
    onKeyDown: field.onKeyDown,
  };
  if (value.length > MOST_SHOWN) {
    return <span className="bw-field-note">{t("inspector.field.tooLong", { count: value.length })}</span>;
  }
  if (spec.long) {
    return (
      <textarea
        className="bw-input bw-mono bw-text-lines"
        rows={3}
        {...common}
        value={field.text}
        onChange={(event) => field.type(event.currentTarget.value)}
      />
    );
  }
  return (
    <input
      className="bw-input"
      {...common}
      value={field.text}
      onChange={(event) => field.type(event.currentTarget.value)}
    />
  );
}
