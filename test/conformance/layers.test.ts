import { describe, expect, test } from "vitest";
import type { Params } from "../../shared/graph/document";
import { type AnyLayerDefinition, hasTrait } from "../../shared/layers/define";
import { checkParams, defaultsOf, type ParamSpec } from "../../shared/layers/params";
import { layers } from "../../shared/layers/registry";
import { channelsOf, elementsOf } from "../../shared/layers/shape";
import { casesOf, type LayerCase, randomWeights, runReference } from "../helpers/layer-examples";
import { randomTensor } from "../helpers/reference-tensor";

/** Values that no parameter of the kind may take. */
const BAD: Readonly<Record<ParamSpec["kind"], (spec: never) => readonly unknown[]>> = {
  integer: (spec: { min: number; max: number }) => [
    spec.min - 1,
    spec.max + 1,
    spec.min + 0.5,
    Number.NaN,
    "3",
  ],
  number: (spec: { min: number; max: number }) => [spec.min - 1, spec.max + 1, Number.NaN, "0.5"],
  boolean: () => [1, "true"],
  choice: () => ["no such choice", 1, true],
  pair: (spec: { min: number; max: number }) => [
    [spec.min - 1, 1],
    [1, spec.max + 1],
    [1.5, 1],
    [1],
    [1, 1, 1],
    3,
  ],
  text: (spec: { maxLength: number }) => ["x".repeat(spec.maxLength + 1), 1, true],
  padding: () => [[-1, 0, 0, 0], [1, 1], [0.5, 0, 0, 0], "sane", 1],
};

describe.each(layers.all.map((layer) => [layer.type, layer] as const))("%s", (_, layer) => {
  test("is documented and found", () => {
    expect(missingTexts(layer)).toEqual([]);
  });

  test("has defaults that it accepts", () => {
    expect(checkParams(layer.params, defaultsOf(layer.params))).toEqual([]);
  });

  test("refuses params out of range, and its remedy is accepted", () => {
    for (const [name, spec] of Object.entries(layer.params)) {
      for (const bad of BAD[spec.kind](spec as never)) {
        const given = { ...defaultsOf(layer.params), [name]: bad } as Params;
        const faults = checkParams(layer.params, given);
        expect(faults, `${name} = ${JSON.stringify(bad)}`).toHaveLength(1);
        const [found] = faults;
        expect(found?.message).toContain(spec.label);
        expect(found?.message).not.toContain("[object");
        const [fix] = found?.fixes ?? [];
        const mended = { ...given, ...(fix && "params" in fix ? fix.params : {}) };
        expect(checkParams(layer.params, mended)).toEqual([]);
      }
    }
  });

  test("names a parameter for its width and its image, if it declares them", () => {
    const named = [...(layer.widthParam ? [layer.widthParam] : []), ...(layer.imageParams ?? [])];
    expect(named.filter((name) => layer.params[name]?.kind !== "integer")).toEqual([]);
    expect(layer.imageParams !== undefined).toBe(hasTrait(layer, "source"));
  });

  test("has an example small enough for the reference, and one for every parameter", () => {
    expect(casesOf(layers.all).some((each) => each.layer === layer && isQuick(each))).toBe(true);
    const varied = new Set(layer.examples.flatMap((example) => Object.keys(example.params ?? {})));
    expect(Object.keys(layer.params).filter((name) => !varied.has(name))).toEqual([]);
  });
});

describe.each(casesOf(layers.all).map((each) => [each.name, each] as const))("%s", (_, each) => {
  const { layer, example, params } = each;

  test("has the declared shape, parameters and multiply-adds", () => {
    const output = layer.infer(params, example.inputs);
    const weights = layer.weights?.(params, example.inputs) ?? [];
    expect({
      params: checkParams(layer.params, params),
      output: output.ok ? output.value : output.error,
      parameters: trainable(weights),
      macs: layer.macs?.(params, example.inputs, example.output) ?? 0,
      names: new Set(weights.map(({ name }) => name)).size,
    }).toEqual({
      params: [],
      output: example.output,
      parameters: example.parameters ?? trainable(weights),
      macs: example.macs ?? layer.macs?.(params, example.inputs, example.output) ?? 0,
      names: weights.length,
    });
  });

  test("computes what it declares, with the weights it declares", () => {
    if (layer.opaque || !isQuick(each)) return;
    const inputs = each.fed.map((shape, index) => randomTensor([1, ...shape], index));
    const run = runReference(each, inputs, randomWeights(each));
    expect({
      shape: run.output.shape,
      finite: run.output.data.every(Number.isFinite),
      macs: run.macs,
      used: run.used,
    }).toEqual({
      shape: [1, ...example.output],
      finite: true,
      macs: layer.macs?.(params, example.inputs, example.output) ?? 0,
      used: (layer.weights?.(params, example.inputs) ?? []).map(({ name }) => name).sort(),
    });
  });

  test("treats the images of a batch alike", () => {
    if (layer.opaque || !isQuick(each)) return;
    expect(batchOfTwo(each)).toEqual(alone(each, 0).concat(alone(each, 50)));
  });

  test("gives as many channels as its width says, if it declares one", () => {
    if (!layer.widthParam) return;
    const grouped = "groups" in layer.params ? { groups: 1 } : {};
    const output = layer.infer({ ...params, ...grouped, [layer.widthParam]: 7 }, example.inputs);
    expect(output.ok && channelsOf(output.value)).toBe(7);
  });

  test("has a short caption of plain words and numbers", () => {
    expect(layer.caption?.(params)).toMatch(/^[^{}[\]]{1,32}$/);
    expect(layer.caption?.(params)).not.toMatch(/undefined|NaN|object/);
  });
});

/** Plain loops take seconds for the layers of whole networks; each layer also has smaller examples. */
function isQuick({ layer, example, params }: LayerCase): boolean {
  const macs = layer.macs?.(params, example.inputs, example.output) ?? 0;
  return macs < 5e6 && elementsOf(example.output) < 50000;
}

function trainable(weights: readonly { shape: readonly number[]; trainable: boolean }[]): number {
  return weights
    .filter((weight) => weight.trainable)
    .reduce((sum, { shape }) => sum + shape.reduce((product, size) => product * size, 1), 0);
}

function missingTexts(layer: AnyLayerDefinition): readonly string[] {
  const texts: Readonly<Record<string, string | undefined>> = {
    title: layer.title,
    summary: layer.summary,
    documentation: layer.documentation,
    formula: layer.formula,
    source: layer.source,
    ...Object.fromEntries(
      Object.entries(layer.params).flatMap(([name, { label, help }]) => [
        [`${name}.label`, label],
        [`${name}.help`, help],
      ]),
    ),
  };
  const minimum = (key: string): number => (key === "documentation" ? 80 : key === "summary" ? 15 : 2);
  const missing = Object.entries(texts).filter(([key, text]) => (text ?? "").length < minimum(key));
  const unended = (["summary", "documentation"] as const).filter((key) => !layer[key].endsWith("."));
  return [...missing.map(([key]) => key), ...unended, ...(layer.examples.length === 0 ? ["examples"] : [])];
}

function alone(each: LayerCase, seed: number): readonly number[] {
  const inputs = each.fed.map((shape, index) => randomTensor([1, ...shape], seed + index));
  return [...runReference(each, inputs, randomWeights(each)).output.data];
}

function batchOfTwo(each: LayerCase): readonly number[] {
  const inputs = each.fed.map((shape, index) => {
    const images = [0, 50].map((seed) => randomTensor([1, ...shape], seed + index));
    return { shape: [2, ...shape], data: Float64Array.from(images.flatMap(({ data }) => [...data])) };
  });
  return [...runReference(each, inputs, randomWeights(each)).output.data];
}
