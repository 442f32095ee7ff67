import { hasTrait } from "../../../../layers/define";
import type { ParamSpecs, ParamsOf } from "../../../../layers/params";
import { layers } from "../../../../layers/registry";
import { channelsOf, elementsOf, heldShape } from "../../../../layers/shape";
import type { FlatLayer } from "../flat-layer";
import { type Item, layersOf } from "./items";

/** What a found block is called: its node, where the file has no better name, and its definition. */
export interface Role {
  readonly name: string;
  readonly title: string;
  /** Adds to its own input. */
  readonly isResidual?: boolean;
  /** A layer and what belongs to it: a block, however small. */
  readonly isUnit?: boolean;
}

export const STAGE: Role = { name: "stage", title: "Stage" };
export const UNIT: Role = { name: "unit", title: "Unit" };
export const OPEN_UNIT: Role = { name: "unit", title: "Unit without shortcut" };
const RESIDUAL: Role = { name: "block", title: "Residual block", isResidual: true };
const GATE: Role = { name: "gate", title: "Gate" };
const CONCAT: Role = { name: "block", title: "Concatenation block" };
const DENSE: Role = { name: "block", title: "Densely connected block" };
const MODULE: Role = { name: "module", title: "Inception-like module" };
export const PART: Role = { name: "block", title: "Block" };

/** By what the merge makes of its inputs: it widens, or it weighs, or it adds. */
export function roleOf(
  merge: Item | undefined,
  isDenselyJoined: boolean,
  shapeOf: (id: number) => FlatLayer["output"],
): Role {
  if (merge?.kind !== "layer" || !hasTrait(layers.get(merge.layer.type), "merge")) return PART;
  const { inputs } = merge.layer;
  const output = heldShape(merge.layer.output);
  const shapes = inputs.map((id) => heldShape(shapeOf(id))).filter((shape) => shape !== null);
  if (!output) return PART;
  if (shapes.every((shape) => channelsOf(shape) < channelsOf(output)))
    return isDenselyJoined ? DENSE : inputs.length > 2 ? MODULE : CONCAT;
  return shapes.some((shape) => elementsOf(shape) < elementsOf(output)) ? GATE : RESIDUAL;
}

/** A layer with what normalises and rectifies it: "Convolution + BN + ReLU6". */
export function unitRole(items: readonly Item[]): Role {
  const held = items.flatMap(layersOf);
  return {
    name: held[0] && isDense(held[0]) ? "fc" : "conv",
    title: held.map(shortTitle).join(" + "),
    isUnit: true,
  };
}

/** The caption where it is a mere abbreviation. */
function shortTitle({ type, params, operator }: FlatLayer, index: number): string {
  const { title, caption, opaque } = layers.require(type);
  if (opaque) return operator;
  const short = caption?.(params as ParamsOf<ParamSpecs>) ?? title;
  return index > 0 && short.length < title.length && /^[A-Z]/.test(short) ? short : title;
}

/** What is learned most in a layer of such a category. */
export function isWeighted({ type }: FlatLayer): boolean {
  const category = layers.get(type)?.category;
  return category === "convolution" || category === "dense";
}

export function isActivation({ type }: FlatLayer): boolean {
  const layer = layers.get(type);
  return layer?.category === "activation" && !hasTrait(layer, "probabilities");
}

export function isNormalisation({ type }: FlatLayer): boolean {
  return layers.get(type)?.category === "normalisation";
}

export function isDense({ type }: FlatLayer): boolean {
  return layers.get(type)?.category === "dense";
}

/** Normalises or rectifies what the layer in front gives, and belongs to it. */
export function isTrailing(layer: FlatLayer): boolean {
  return isActivation(layer) || isNormalisation(layer);
}

export function countWeighted(items: readonly Item[]): number {
  return items.flatMap(layersOf).filter(isWeighted).length;
}
