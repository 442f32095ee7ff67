import type { Params } from "../../../../graph/document";
import type { AnyLayerDefinition } from "../../../../layers/define";
import type { ParamSpecs, ParamsOf } from "../../../../layers/params";
import { layers } from "../../../../layers/registry";
import type { FlatLayer } from "../flat-layer";
import { type BlockItem, type Item, pathsIn } from "./items";

/** What items are, whatever they are called and wherever they stand: equal texts, equal blocks. */
export function makeOf(items: readonly Item[]): string {
  return textOf(items, ({ type, params }) => `${type} ${JSON.stringify(params)}`);
}

/** The same but for widths, strides and the like: what people would call one kind of block. */
export function kindOf(items: readonly Item[]): string {
  return textOf(items, kindOfLayer);
}

function textOf(items: readonly Item[], describe: (layer: FlatLayer) => string): string {
  const numbers = new Map<number, string>();
  const texts: string[] = [];
  const write = (layer: FlatLayer, path = ""): void => {
    const from = layer.inputs.map((id) => {
      const known = numbers.get(id) ?? `in ${numbers.size}`;
      numbers.set(id, known);
      return known;
    });
    numbers.set(layer.id, `${texts.length}`);
    texts.push(`${path}${describe(layer)}<${from.join()}`);
  };
  const walk = (inner: readonly Item[]): void => {
    for (const item of inner) {
      if (item.kind === "layer") write(item.layer);
      else if (item.found) for (const copy of item.copies) walk(copy.items);
      else writeNamed(item, write);
    }
  };
  walk(items);
  return texts.join(";");
}

/** Blocks out of names keep the names inside them, so those count. */
function writeNamed({ copies }: BlockItem, write: (layer: FlatLayer, path: string) => void): void {
  for (const copy of copies) {
    const paths = pathsIn(copy);
    for (const layer of copy.layers) write(layer, `${paths.get(layer.id)}:`);
  }
}

/** Windows of one pixel only mix channels, which makes another kind of convolution. */
function kindOfLayer({ type, params, operator }: FlatLayer): string {
  const layer = layers.require(type);
  if (layer.opaque) return `${type} ${operator}`;
  const window = windowKernel(layer, params);
  return window ? `${type} ${window.every((side) => side === 1) ? "pointwise" : "window"}` : type;
}

function windowKernel(layer: AnyLayerDefinition, params: Params): readonly number[] | null {
  const window = layer.window?.(params as ParamsOf<ParamSpecs>);
  return typeof window === "object" ? window.kernel : null;
}
