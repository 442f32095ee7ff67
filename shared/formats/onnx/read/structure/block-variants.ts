import type { AnyBlockDefinition } from "../../../../blocks/define";
import type { Params, ParamValue } from "../../../../graph/document";
import { defaultsOf, type ParamSpec } from "../../../../layers/params";
import { type Pattern, patternOf } from "./block-patterns";

/** A catalogue block under one choice of the parameters that decide which layers it holds. */
export interface Variant {
  readonly block: AnyBlockDefinition;
  readonly params: Params;
  readonly size: number;
  /** Which there are among its layers; where it counts something, among those of two of it. */
  readonly kinds: string;
  /** The parameter that says how often something stands in it, and how many layers each adds. */
  readonly counted: { readonly name: string; readonly least: number; readonly step: number } | null;
  /** The rest: widths, kernels, strides, rates. */
  readonly open: readonly string[];
}

/** How a pattern is looked at. */
export type View = (pattern: Pattern) => Pattern;

/** What layers there are, in no order. */
export function typesOf(layers: readonly { readonly type: string }[]): string {
  return layers
    .map(({ type }) => type)
    .sort()
    .join();
}

/** Which types occur. */
export function kindsAmong(layers: readonly { readonly type: string }[]): string {
  return [...new Set(layers.map(({ type }) => type))].sort().join();
}

const known = new WeakMap<AnyBlockDefinition, Map<string, Pattern>>();

/** The same few forms of a block are asked for under each view. */
function remembered(block: AnyBlockDefinition, params: Params): Pattern {
  const patterns = known.get(block) ?? new Map<string, Pattern>();
  known.set(block, patterns);
  const key = JSON.stringify(params);
  const pattern = patterns.get(key) ?? patternOf(block, params);
  patterns.set(key, pattern);
  return pattern;
}

/** More than any block has choices; it keeps a careless row from costing seconds. */
const MOST_VARIANTS = 256;

export function variantsOf(block: AnyBlockDefinition, view: View): readonly Variant[] {
  const leavesOf = (params: Params): Pattern["leaves"] => view(remembered(block, params)).leaves;
  const sizeOf = (params: Params): number => leavesOf(params).length;
  const base = defaultsOf(block.params);
  const size = sizeOf(base);
  const choices: (readonly [string, readonly ParamValue[]])[] = [];
  const open: string[] = [];
  let counts: string | null = null;
  for (const [name, spec] of Object.entries(block.params)) {
    const values = choicesOf(spec);
    if (values) choices.push([name, values]);
    else if (changes(spec, "default") && sizeOf({ ...base, [name]: above(spec) }) !== size) counts = name;
    else if (changes(spec, "min") && sizeOf({ ...base, [name]: lowest(spec) }) !== size)
      choices.push([name, [spec.default, lowest(spec)]]);
    else open.push(name);
  }
  return combinations(choices)
    .slice(0, MOST_VARIANTS)
    .map((chosen) => variantOf(block, { ...base, ...chosen }, counts, open, leavesOf));
}

function variantOf(
  block: AnyBlockDefinition,
  params: Params,
  counts: string | null,
  open: readonly string[],
  leavesOf: (params: Params) => Pattern["leaves"],
): Variant {
  const spec = counts === null ? undefined : block.params[counts];
  if (counts === null || spec?.kind !== "integer") {
    const leaves = leavesOf(params);
    return { block, params, size: leaves.length, kinds: kindsAmong(leaves), counted: null, open };
  }
  const size = leavesOf({ ...params, [counts]: spec.min }).length;
  const two = leavesOf({ ...params, [counts]: spec.min + 1 });
  const step = two.length - size;
  const counted = step > 0 ? { name: counts, least: spec.min, step } : null;
  return { block, params: { ...params, [counts]: spec.min }, size, kinds: kindsAmong(two), counted, open };
}

/** The parameters with which a variant holds so many layers, or null. */
export function sizedParams({ params, size, counted }: Variant, layers: number): Params | null {
  if (!counted) return size === layers ? params : null;
  const more = (layers - size) / counted.step;
  return Number.isInteger(more) && more >= 0 ? { ...params, [counted.name]: counted.least + more } : null;
}

function choicesOf(spec: ParamSpec): readonly ParamValue[] | null {
  if (spec.kind === "boolean") return [spec.default, !spec.default];
  if (spec.kind !== "choice") return null;
  const others = spec.options.map(({ value }) => value).filter((value) => value !== spec.default);
  return [spec.default, ...others];
}

function changes(spec: ParamSpec, what: "default" | "min"): boolean {
  return spec.kind === "integer" || (spec.kind === "number" && what === "min");
}

function above(spec: ParamSpec): ParamValue {
  return spec.kind === "integer" ? Math.min(spec.default + 1, spec.max) : spec.default;
}

function lowest(spec: ParamSpec): ParamValue {
  return spec.kind === "integer" || spec.kind === "number" ? spec.min : spec.default;
}

/** Those nearest the defaults first. */
function combinations(choices: readonly (readonly [string, readonly ParamValue[]])[]): readonly Params[] {
  const all = choices.reduce<readonly { params: Params; changed: number }[]>(
    (made, [name, values]) =>
      made.flatMap(({ params, changed }) =>
        values.map((value, index) => ({
          params: { ...params, [name]: value },
          changed: changed + (index === 0 ? 0 : 1),
        })),
      ),
    [{ params: {}, changed: 0 }],
  );
  return all.toSorted((a, b) => a.changed - b.changed).map(({ params }) => params);
}
