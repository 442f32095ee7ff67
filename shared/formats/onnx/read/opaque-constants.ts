import { UserError } from "../../../base/assert";
import { toBase64Url } from "../../../base/base64url";
import type { ReadTensor } from "../../../layers/node-reader";
import { bytesOfNumbers, bytesPerNumber, isFloatType, type NumberType } from "../../../layers/number-types";
import { isWeightName } from "../../../layers/torch-names";
import type { StoredTensor } from "./tensor";

/** Numbers that are written out in the inspector's list. */
const MOST_LISTED = 64;
/** What a document holds as text. */
const MOST_NUMBERS = 4096;
/** 32-bit numbers hold whole numbers up to this one, so that these can travel with the weights. */
const LARGEST_EXACT = 2 ** 24;

/**
 * A constant as the JSON that `parseInputs` reads. What was trained becomes a weight unless it is but one number; so do
 * numbers that are many.
 */
export function constantEntry(
  tensor: StoredTensor,
  position: number,
  isTrained: boolean,
  weights: Record<string, ReadTensor>,
): object {
  const { type, count } = tensor;
  const shape = [...tensor.shape];
  if (type === null || (!isFloatType(type) && bytesPerNumber(type) === null)) {
    throw new UserError(
      `The constant "${tensor.name}" holds what cannot be kept here${type ? ` (${type})` : ""}.`,
    );
  }
  if (isFloatType(type)) {
    const isKept = count === 1 || (!isTrained && count <= MOST_NUMBERS);
    return isKept ? fractions(tensor, shape) : weightEntry(tensor, position, isTrained, "float", weights);
  }
  if (count <= MOST_NUMBERS) {
    const numbers = [...tensor.numbers()];
    const isListed = count <= MOST_LISTED && numbers.every(Number.isSafeInteger);
    return isListed
      ? { type, shape, values: numbers }
      : { type, shape, bytes: toBase64Url(exactBytes(tensor, type)) };
  }
  if (!tensor.numbers().every((value) => Math.abs(value) <= LARGEST_EXACT)) {
    throw new UserError(
      `The constant "${tensor.name}" holds ${count} whole numbers beyond 2^24, which cannot be kept with the weights.`,
    );
  }
  return weightEntry(tensor, position, false, type, weights);
}

function fractions(tensor: StoredTensor, shape: readonly number[]): object {
  const values = [...tensor.numbers()];
  const isListed = values.length <= MOST_LISTED && values.every(isWritten);
  if (isListed) return { type: "float", shape, values };
  return { type: "float", shape, bytes: toBase64Url(bytesOfNumbers("float", values)) };
}

/** JSON has no infinity, and zero has no sign there. */
function isWritten(value: number): boolean {
  return Number.isFinite(value) && !Object.is(value, -0);
}

function weightEntry(
  tensor: StoredTensor,
  position: number,
  isTrained: boolean,
  type: NumberType,
  weights: Record<string, ReadTensor>,
): object {
  const weight = weightName(tensor.name, position, weights);
  weights[weight] = tensor;
  return {
    weight,
    shape: [...tensor.shape],
    ...(type === "float" ? {} : { type }),
    ...(isTrained ? {} : { trainable: false }),
  };
}

/** `encoder.layer.0.norm.weight` is `weight`; what exporters number is named after its place. */
function weightName(name: string, position: number, taken: Readonly<Record<string, ReadTensor>>): string {
  const last = name.split(/[./:]/).at(-1) ?? "";
  const isKept = /^[a-z][a-z_]{0,30}$/i.test(last) && isWeightName(last);
  const own = isKept ? last : `input_${position}`;
  return Object.hasOwn(taken, own) ? `${own}_${position}` : own;
}

/** Largest numbers, which stand for "to the end", are beyond what a double tells apart. */
function exactBytes(tensor: StoredTensor, type: NumberType): Uint8Array {
  return tensor.bytes() ?? bytesOfNumbers(type, tensor.numbers());
}
