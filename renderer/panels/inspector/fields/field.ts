import type { ParamValue } from "../../../../shared/graph/document";
import type { ParamSpec } from "../../../../shared/layers/params";

/** What every field gets. One component per kind of parameter, chosen in `param-field.tsx`. */
export interface FieldProps<S extends ParamSpec, V extends ParamValue | null> {
  /** Of the label, for `aria-labelledby`. */
  readonly labelId: string;
  readonly spec: S;
  readonly value: V;
  /** `typed` values of one visit to the field become one undo step. */
  onChange(value: NonNullable<V>, how: "typed" | "chosen"): void;
}
