import { type AnyLayerDefinition, hasTrait, type LayerExample } from "../../shared/layers/define";
import type { ParamSpecs, ParamsOf } from "../../shared/layers/params";
import { layerParams, offeredLayers } from "../../shared/layers/registry";
import type { Shape } from "../../shared/layers/shape";
import { createReferenceKit } from "./reference-kit";
import { type ReferenceTensor, randomTensor } from "./reference-tensor";

/** One setting of one layer, with the declared defaults under the example's params. */
export interface LayerCase {
  readonly name: string;
  readonly layer: AnyLayerDefinition;
  readonly example: LayerExample;
  readonly params: ParamsOf<ParamSpecs>;
  /** What `compute` is fed: the example's inputs, or for a source the image itself. */
  readonly fed: readonly Shape[];
}

/** Every example of every layer of the catalogue that computes something. */
export function layerCases(): readonly LayerCase[] {
  return casesOf(offeredLayers);
}

export function casesOf(among: readonly AnyLayerDefinition[]): readonly LayerCase[] {
  return among.flatMap((layer) =>
    layer.examples.map((example, index) => ({
      name: `${layer.type} ${index + 1}: ${JSON.stringify(example.params ?? {})} on ${JSON.stringify(example.inputs)}`,
      layer,
      example,
      params: layerParams(layer.type, example.params) as ParamsOf<ParamSpecs>,
      fed: hasTrait(layer, "source") ? [example.output] : example.inputs,
    })),
  );
}

/** Random weights as declared; variances positive. */
export function randomWeights({ layer, params, example }: LayerCase): Map<string, ReferenceTensor> {
  const made = new Map<string, ReferenceTensor>();
  for (const [index, spec] of (layer.weights?.(params, example.inputs) ?? []).entries()) {
    const drawn = randomTensor(spec.shape, 100 + index);
    if (!spec.trainable) {
      for (const [at, value] of drawn.data.entries()) drawn.data[at] = 0.5 + Math.abs(value);
    }
    made.set(spec.name, drawn);
  }
  return made;
}

export interface ReferenceRun {
  readonly output: ReferenceTensor;
  readonly macs: number;
  /** Names of the weights that were asked for, sorted. */
  readonly used: readonly string[];
}

/** Runs one case outside training on inputs with a batch. */
export function runReference(
  each: LayerCase,
  inputs: readonly ReferenceTensor[],
  weights: ReadonlyMap<string, ReferenceTensor>,
): ReferenceRun {
  const kit = createReferenceKit({ training: false });
  const used = new Set<string>();
  const output = each.layer.compute(kit, {
    params: each.params,
    inputs,
    inputShapes: each.example.inputs,
    outputShape: each.example.output,
    weight(name) {
      used.add(name);
      const held = weights.get(name);
      if (!held) throw new Error(`${each.layer.type} asks for a weight "${name}" that it does not declare`);
      return held;
    },
  });
  return { output, macs: kit.macs, used: [...used].sort() };
}
