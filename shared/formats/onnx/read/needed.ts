import type { FlatLayer } from "./flat-layer";

/** The layers that `ends` hang on, in their order and numbered anew. */
export function neededFor(ends: readonly FlatLayer[], layers: readonly FlatLayer[]): readonly FlatLayer[] {
  const reached = new Set<number>();
  const pending = [...ends];
  for (let layer = pending.pop(); layer !== undefined; layer = pending.pop()) {
    if (reached.has(layer.id)) continue;
    reached.add(layer.id);
    for (const id of layer.inputs) pending.push(layers[id] as FlatLayer);
  }
  const kept = layers.filter(({ id }) => reached.has(id));
  const numbers = new Map(kept.map(({ id }, index) => [id, index]));
  return kept.map((layer, id) => ({
    ...layer,
    id,
    inputs: layer.inputs.map((input) => numbers.get(input) as number),
  }));
}
