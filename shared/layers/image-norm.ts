import type { ComputeContext, WeightSpec } from "./define";
import type { AffineWeights } from "./kit";
import { constantInput, isFiller, type ReadNode, type ReadTensor } from "./node-reader";
import { boolean, number, type ParamsOf } from "./params";

/** What norms have that look at each image by itself. */
export const imageNormParams = {
  epsilon: number({
    label: "Epsilon",
    help: "Added to the variance, so that what is constant does not divide by zero.",
    default: 1e-5,
    min: 1e-12,
    max: 1,
    advanced: true,
  }),
  affine: boolean({
    label: "Scale and shift",
    help: "Learns a factor and an offset for each channel.",
    default: true,
    advanced: true,
  }),
} as const;

type NormParams = ParamsOf<typeof imageNormParams>;

export function affineSpecs(affine: boolean, channels: number): readonly WeightSpec[] {
  if (!affine) return [];
  return [
    { name: "weight", shape: [channels], initialiser: "ones", trainable: true },
    { name: "bias", shape: [channels], initialiser: "zeros", trainable: true },
  ];
}

export function affineWeights<T>({ params, weight }: ComputeContext<T, NormParams>): AffineWeights<T> {
  return params.affine ? { gamma: weight("weight"), beta: weight("bias") } : { gamma: null, beta: null };
}

/** A factor and an offset for each of so many channels, among an operator's inputs; null where they are others. */
export function readAffine(
  node: ReadNode,
  channels: number,
): { readonly affine: boolean; readonly weights: Readonly<Record<string, ReadTensor>> } | null {
  const [weight, bias] = [constantInput(node, 1), constantInput(node, 2)];
  if (weight?.count !== channels || bias?.count !== channels) return null;
  return isFiller(weight, 1) && isFiller(bias, 0)
    ? { affine: false, weights: {} }
    : { affine: true, weights: { weight: asList(weight), bias: asList(bias) } };
}

/** One number for each channel, whatever axes of one are beside. */
export function asList(tensor: ReadTensor): ReadTensor {
  return { ...tensor, shape: [tensor.count] };
}
