import { layerParams } from "../../../layers/registry";
import { isShape } from "../../../layers/shape";
import type { FlatLayer } from "./flat-layer";

/**
 * The layers that give the model's outputs. Here an output is what nobody reads: one that layers read as well, or that
 * stands for two, gets an end of its own that changes nothing.
 */
export function ownEnds(
  outputs: readonly { readonly name: string; readonly layer: FlatLayer }[],
  layers: readonly FlatLayer[],
  add: (layer: Omit<FlatLayer, "id">) => FlatLayer,
): readonly FlatLayer[] {
  const read = readAmong(
    outputs.map(({ layer }) => layer),
    layers,
  );
  const shared = new Map<FlatLayer, number>();
  for (const { layer } of outputs) shared.set(layer, (shared.get(layer) ?? 0) + 1);
  return outputs.map(({ name, layer }) =>
    read.has(layer.id) || (shared.get(layer) ?? 0) > 1 ? add(passedOn(name, layer)) : layer,
  );
}

/** What the ends hang on. */
function readAmong(ends: readonly FlatLayer[], layers: readonly FlatLayer[]): ReadonlySet<number> {
  const read = new Set<number>();
  const pending = [...ends];
  for (let layer = pending.pop(); layer !== undefined; layer = pending.pop()) {
    for (const id of layer.inputs) {
      if (!read.has(id)) pending.push(layers[id] as FlatLayer);
      read.add(id);
    }
  }
  return read;
}

function passedOn(name: string, { id, output, params }: FlatLayer): Omit<FlatLayer, "id"> {
  const plain = { name, inputs: [id], output, weights: {} };
  if (isShape(output)) return { ...plain, operator: "Mul", type: "scale", params: { factor: 1, offset: 0 } };
  const said = { operator: "Identity", shape: "", type: params.type ?? "float" };
  return { ...plain, operator: "Identity", type: "opaque", params: layerParams("opaque", said) };
}
