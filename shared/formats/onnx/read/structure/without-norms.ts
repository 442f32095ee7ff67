import { layers as catalogue } from "../../../../layers/registry";
import type { FlatLayer } from "../flat-layer";
import type { Pattern } from "./block-patterns";
import type { Inside } from "./items";

/** The same with every normalisation left out, and what it read passed on. */
export const withoutNorms = { inside: insideWithout, pattern: patternWithout };

function isNorm({ type }: { readonly type: string }): boolean {
  return catalogue.get(type)?.category === "normalisation";
}

function insideWithout(inside: Inside): Inside {
  const passed = new Map<number, number>();
  const through = (id: number): number => passed.get(id) ?? id;
  const layers: FlatLayer[] = [];
  for (const layer of inside.layers) {
    if (isNorm(layer)) passed.set(layer.id, through(layer.inputs[0] as number));
    else layers.push({ ...layer, inputs: layer.inputs.map(through) });
  }
  return { ...inside, layers, results: inside.results.map(through) };
}

function patternWithout({ leaves, results }: Pattern): Pattern {
  const passed = new Map<number, number>();
  const through = (number: number): number => (number < 0 ? number : (passed.get(number) ?? number));
  const kept: Pattern["leaves"][number][] = [];
  for (const [index, leaf] of leaves.entries()) {
    const inputs = leaf.inputs.map(through);
    if (isNorm(leaf)) passed.set(index, inputs[0] as number);
    else {
      passed.set(index, kept.length);
      kept.push({ ...leaf, inputs });
    }
  }
  return { leaves: kept, results: results.map(through) };
}
