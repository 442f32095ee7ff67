import { hasTrait } from "../../../../layers/define";
import { layers } from "../../../../layers/registry";
import type { FlatLayer } from "../flat-layer";

/** What exporters call images that nobody named. */
const COUNTED_INPUT = /^input[._:-]?\d+$/i;

/**
 * The name that a layer has in the file, but for what exporters count: images are `input`, and what several operators
 * make is called for what it is, not for the last of them.
 */
export function ownNameOf(layer: FlatLayer, name: string): string {
  const row = layers.get(layer.type);
  if (hasTrait(row, "source")) return COUNTED_INPUT.test(name) ? "input" : name;
  const isOperator = name.replace(/_\d+$/, "") === layer.operator;
  return isOperator && !row?.opaque && !isAlike(layer) ? plainName(layer) : name;
}

/** Whether the operator's name is the layer's: a pool that ended with `Flatten` should not be called so. */
export function isAlike({ type, operator }: FlatLayer): boolean {
  const [own, other] = [type.replaceAll("-", ""), operator.toLowerCase()];
  return operator === "" || own.includes(other) || other.includes(own);
}

export function plainName({ type, operator }: FlatLayer): string {
  if (layers.get(type)?.opaque) return operator.replace(/\W+/g, "_").toLowerCase();
  return type.replace(/2d$/, "").replaceAll("-", "_");
}
