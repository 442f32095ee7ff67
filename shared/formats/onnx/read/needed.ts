import type { FlatLayer } from "./flat-layer";

/** The layers that `ends` hang on, in their order and numbered anew, and the numbers that the ends have got. */
export function neededFor(
  ends: readonly FlatLayer[],
  layers: readonly FlatLayer[],
): { readonly layers: readonly FlatLayer[]; readonly ends: readonly number[] } {
  const reached = new Set<number>();
  const pending = [...ends];
  for (let layer = pending.pop(); layer !== undefined; layer = pending.pop()) {
    if (reached.has(layer.id)) continue;
    reached.add(layer.id);
    for (const id of layer.inputs) pending.push(layers[id] as FlatLayer);
  }
  const kept = layers.filter(({ id }) => reached.has(id));
  const numbers = new Map(kept.map(({ id }, index) => [id, index]));
  const numberOf = (id: number) => numbers.get(id) as number;
  return {
    layers: kept.map((layer, id) => ({ ...layer, id, inputs: layer.inputs.map(numberOf) })),
    ends: ends.map(({ id }) => numberOf(id)),
  };
}
