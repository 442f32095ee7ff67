import { z } from "zod";
import type { Fault } from "../base/fault";
import type { Params, ParamValue } from "../graph/document";
import type { Padding, Pair } from "./window";

interface Described {
  readonly label: string;
  readonly help: string;
  readonly unit?: string;
  /** Shown behind "more" in the inspector: right for nearly everyone as it is. */
  readonly advanced?: boolean;
  /** The parameter has an effect only while another has this value; the inspector rests it otherwise. */
  readonly when?: Condition;
}

export interface Condition {
  readonly param: string;
  readonly equals: string | number | boolean;
}

export interface IntegerSpec extends Described {
  readonly kind: "integer";
  readonly default: number;
  readonly min: number;
  readonly max: number;
}
export interface NumberSpec extends Described {
  readonly kind: "number";
  readonly default: number;
  readonly min: number;
  readonly max: number;
}
export interface BooleanSpec extends Described {
  readonly kind: "boolean";
  readonly default: boolean;
}
export interface ChoiceSpec<V extends string = string> extends Described {
  readonly kind: "choice";
  readonly default: V;
  readonly options: readonly { readonly value: V; readonly label: string }[];
}
/** [height, width]. */
export interface PairSpec extends Described {
  readonly kind: "pair";
  readonly default: Pair;
  readonly min: number;
  readonly max: number;
}
export interface PaddingSpec extends Described {
  readonly kind: "padding";
  readonly default: Padding;
}

export interface TextSpec extends Described {
  readonly kind: "text";
  readonly default: string;
  readonly maxLength: number;
  /** Shown on lines of its own. */
  readonly long?: boolean;
}

export type ParamSpec =
  | IntegerSpec
  | NumberSpec
  | BooleanSpec
  | ChoiceSpec
  | PairSpec
  | PaddingSpec
  | TextSpec;
export type ParamSpecs = Readonly<Record<string, ParamSpec>>;

export type ValueOf<S extends ParamSpec> =
  S extends ChoiceSpec<infer V>
    ? V
    : S extends PairSpec
      ? Pair
      : S extends PaddingSpec
        ? Padding
        : S extends BooleanSpec
          ? boolean
          : S extends TextSpec
            ? string
            : number;
export type ParamsOf<S extends ParamSpecs> = { readonly [K in keyof S]: ValueOf<S[K]> };

/** The largest padding, width and channel count that anyone has had a use for; keeps typing slips from freezing the app. */
export const MAX_PADDING = 512;

export function integer(spec: Omit<IntegerSpec, "kind">): IntegerSpec {
  return { kind: "integer", ...spec };
}
export function number(spec: Omit<NumberSpec, "kind">): NumberSpec {
  return { kind: "number", ...spec };
}
export function boolean(spec: Omit<BooleanSpec, "kind">): BooleanSpec {
  return { kind: "boolean", ...spec };
}
export function choice<const V extends string>(spec: Omit<ChoiceSpec<V>, "kind">): ChoiceSpec<V> {
  return { kind: "choice", ...spec };
}
export function pair(spec: Omit<PairSpec, "kind">): PairSpec {
  return { kind: "pair", ...spec };
}
export function padding(spec: Omit<PaddingSpec, "kind">): PaddingSpec {
  return { kind: "padding", ...spec };
}

export function freeText(spec: Omit<TextSpec, "kind">): TextSpec {
  return { kind: "text", ...spec };
}

const defaults = new WeakMap<ParamSpecs, Params>();

/** Memoised: every new node asks for them. */
export function defaultsOf(specs: ParamSpecs): Params {
  const known = defaults.get(specs);
  if (known) return known;
  const made = Object.fromEntries(Object.entries(specs).map(([name, spec]) => [name, spec.default]));
  defaults.set(specs, made);
  return made;
}

/** The zod schema of one parameter; project files, the JSON Schema and the check of params all come from it. */
export function paramSchema(spec: ParamSpec): z.ZodType<ParamValue> {
  switch (spec.kind) {
    case "integer":
      return z.int().min(spec.min).max(spec.max);
    case "number":
      return z.number().min(spec.min).max(spec.max);
    case "boolean":
      return z.boolean();
    case "choice":
      return z.enum(spec.options.map((option) => option.value) as [string, ...string[]]);
    case "pair": {
      const side = z.int().min(spec.min).max(spec.max);
      return z.tuple([side, side]);
    }
    case "padding": {
      const side = z.int().min(0).max(MAX_PADDING);
      return z.union([z.enum(["same", "valid"]), z.tuple([side, side, side, side])]);
    }
    case "text":
      return z.string().max(spec.maxLength);
  }
}

const schemas = new WeakMap<ParamSpecs, Readonly<Record<string, z.ZodType<ParamValue>>>>();

export function paramSchemas(specs: ParamSpecs): Readonly<Record<string, z.ZodType<ParamValue>>> {
  const known = schemas.get(specs);
  if (known) return known;
  const made = Object.fromEntries(Object.entries(specs).map(([name, spec]) => [name, paramSchema(spec)]));
  schemas.set(specs, made);
  return made;
}

/** Every parameter of `params` that is absent, unknown or out of range. An empty list means: as declared. */
export function checkParams(specs: ParamSpecs, params: Params): readonly Fault[] {
  const faults: Fault[] = [];
  const byName = paramSchemas(specs);
  for (const [name, spec] of Object.entries(specs)) {
    const value = params[name];
    const reset = {
      label: `Reset ${spec.label.toLowerCase()} to ${valueText(spec.default)}`,
      params: { [name]: spec.default },
    };
    if (value === undefined) {
      faults.push({
        message: `${spec.label} is missing.`,
        expected: rangeText(spec),
        received: "nothing",
        fixes: [reset],
      });
    } else if (!byName[name]?.safeParse(value).success) {
      faults.push({
        message: `${spec.label} cannot be ${valueText(value)}.`,
        expected: rangeText(spec),
        received: valueText(value),
        fixes: [reset],
      });
    }
  }
  for (const name of Object.keys(params)) {
    if (Object.hasOwn(specs, name)) continue;
    faults.push({
      message: `There is no parameter "${name}" here.`,
      expected: `one of ${Object.keys(specs).join(", ") || "no parameters"}`,
      received: name,
      fixes: [],
    });
  }
  return faults;
}

/** The condition that keeps a parameter from having an effect, or null where it has one. */
export function unmetCondition({ when }: ParamSpec, params: Params): Condition | null {
  return when && params[when.param] !== when.equals ? when : null;
}

/** Of a text, what a message has room for. */
const MOST_LETTERS = 60;

/** Plain values as people read them: 3×3, same, yes. */
export function valueText(value: ParamValue): string {
  if (typeof value === "string" && value.length > MOST_LETTERS) return `${value.slice(0, MOST_LETTERS)}…`;
  if (typeof value === "boolean") return value ? "yes" : "no";
  if (typeof value === "object") return value.length === 2 ? value.join("×") : value.join(", ");
  return String(value);
}

export function rangeText(spec: ParamSpec): string {
  switch (spec.kind) {
    case "integer":
      return `a whole number from ${spec.min} to ${spec.max}`;
    case "number":
      return `a number from ${spec.min} to ${spec.max}`;
    case "boolean":
      return "yes or no";
    case "choice":
      return `one of ${spec.options.map((option) => option.value).join(", ")}`;
    case "pair":
      return `two whole numbers (height, width) from ${spec.min} to ${spec.max}`;
    case "padding":
      return `"same", "valid" or four whole numbers (top, right, bottom, left) from 0 to ${MAX_PADDING}`;
    case "text":
      return `a text of at most ${spec.maxLength} characters`;
  }
}
