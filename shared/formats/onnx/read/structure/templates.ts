import type { AnyBlockDefinition } from "../../../../blocks/define";
import type { Params, ParamValue } from "../../../../graph/document";
import { type ParamSpec, paramSchemas } from "../../../../layers/params";
import type { FlatLayer } from "../flat-layer";
import { type Pattern, patternOf } from "./block-patterns";
import { typesOf, type Variant, type View } from "./block-variants";

/** A variant with nothing left open but widths, kernels and rates, and where each of these shows. */
export interface Template {
  readonly block: AnyBlockDefinition;
  readonly params: Params;
  readonly pattern: Pattern;
  readonly types: string;
  readonly knobs: readonly Knob[];
}

/** A parameter of the block, and the parameter of a leaf that follows it. */
interface Knob {
  readonly name: string;
  readonly spec: ParamSpec;
  readonly leaf: number;
  readonly follows: string;
  /** In proportion, where both are numbers; else as it is. */
  readonly line: {
    readonly place: number;
    readonly from: number;
    readonly start: number;
    readonly slope: number;
  } | null;
}

/** Each parameter is moved, and what moves along is noted. What no leaf follows stays as it is. */
export function templateOf({ block, open }: Variant, params: Params, view: View): Template {
  const pattern = view(patternOf(block, params));
  const moved = (name: string, value: ParamValue): Pattern =>
    view(patternOf(block, { ...params, [name]: value }));
  const knobs = open.flatMap((name) => {
    const spec = block.params[name] as ParamSpec;
    const knob =
      spec.kind === "integer" || spec.kind === "number"
        ? numberKnob(params[name] as number, spec.max, pattern, (value) => moved(name, value))
        : wholeKnob(spec, pattern, (value) => moved(name, value));
    return knob ? [{ name, spec, ...knob }] : [];
  });
  return { block, params, pattern, types: typesOf(pattern.leaves), knobs };
}

/** The parameters of the block by those of the layers that its leaves are. */
export function solve({ block, params, knobs }: Template, layers: readonly FlatLayer[]): Params {
  const solved: Record<string, ParamValue> = { ...params };
  const schemas = paramSchemas(block.params);
  for (const { name, spec, leaf, follows, line } of knobs) {
    const found = layers[leaf]?.params[follows];
    const value = line ? along(line, spec, numbersOf(found)[line.place]) : found;
    if (value !== undefined && schemas[name]?.safeParse(value).success) solved[name] = value;
  }
  return solved;
}

function along(
  line: NonNullable<Knob["line"]>,
  spec: ParamSpec,
  found: number | undefined,
): number | undefined {
  if (found === undefined) return undefined;
  const value = line.from + (found - line.start) / line.slope;
  return spec.kind === "integer" ? Math.round(value) : Number(value.toPrecision(6));
}

type Showing = Omit<Knob, "name" | "spec">;

function numberKnob(
  from: number,
  max: number,
  { leaves }: Pattern,
  moved: (value: number) => Pattern,
): Showing | null {
  const [near, far] = probes(from, max);
  const [one, two] = [moved(near).leaves, moved(far).leaves];
  if (one.length !== leaves.length || two.length !== leaves.length) return null;
  for (const [leaf, { params }] of leaves.entries()) {
    for (const follows of Object.keys(params)) {
      const [starts, nears, fars] = [leaves, one, two].map((each) => numbersOf(each[leaf]?.params[follows]));
      for (const [place, start] of (starts ?? []).entries()) {
        const slope = ((nears?.[place] ?? Number.NaN) - start) / (near - from);
        const isStraight = Math.abs((fars?.[place] ?? Number.NaN) - start - slope * (far - from)) < 1e-9;
        if (isStraight && slope !== 0) return { leaf, follows, line: { place, from, start, slope } };
      }
    }
  }
  return null;
}

/** Two other values, multiples or parts so that widths that are shares of it stay whole. */
function probes(from: number, max: number): readonly [number, number] {
  if (from === 0) return [max / 2, max / 4];
  return from * 3 <= max ? [from * 2, from * 3] : [from / 2, from / 4];
}

function wholeKnob(
  spec: ParamSpec,
  { leaves }: Pattern,
  moved: (value: ParamValue) => Pattern,
): Showing | null {
  const probe = spec.kind === "pair" ? [spec.default[0] + 2, spec.default[1] + 4] : [7, 8, 9, 10];
  const there = moved(probe).leaves;
  if (there.length !== leaves.length) return null;
  for (const [leaf, { params }] of there.entries()) {
    const follows = Object.keys(params).find((name) => String(params[name]) === String(probe));
    if (follows !== undefined) return { leaf, follows, line: null };
  }
  return null;
}

function numbersOf(value: ParamValue | undefined): readonly number[] {
  if (typeof value === "number") return [value];
  return typeof value === "object" ? value : [];
}
