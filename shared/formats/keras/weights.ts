import { UserError } from "../../base/assert";
import { halfToNumber } from "../half";
import type { KerasModel, StoredWeight } from "./model-file";

/** A weight as Keras has it: channels last, kernels [height, width, in, out]. */
export interface KerasWeight {
  readonly shape: readonly number[];
  readonly data: Float32Array;
}

/** Gives a file that the manifest names. Throws a readable error where it is not at hand. */
export type Shards = (path: string) => ArrayBuffer;

/** How numbers are stored; the manifest says which, and quantised ones by which rule they grow back. */
const readers: Readonly<
  Record<string, { readonly bytes: number; readonly read: (view: DataView, at: number) => number }>
> = {
  float32: { bytes: 4, read: (view, at) => view.getFloat32(at, true) },
  int32: { bytes: 4, read: (view, at) => view.getInt32(at, true) },
  float16: { bytes: 2, read: (view, at) => halfToNumber(view.getUint16(at, true)) },
  uint16: { bytes: 2, read: (view, at) => view.getUint16(at, true) },
  uint8: { bytes: 1, read: (view, at) => view.getUint8(at) },
  bool: { bytes: 1, read: (view, at) => view.getUint8(at) },
};

/** All weights of a model, by their names. Throws a readable error on shards that are missing, cut off or too long. */
export function readWeights({ groups }: KerasModel, shards: Shards): ReadonlyMap<string, KerasWeight> {
  const weights = new Map<string, KerasWeight>();
  for (const { paths, weights: stored } of groups) {
    const bytes = joined(paths.map(shards));
    let at = 0;
    for (const weight of stored) {
      const size = sizeOf(weight);
      if (at + size > bytes.byteLength) throw wrongSize(paths, weight, bytes.byteLength, at + size);
      const name = weight.name.replace(/:0$/, "");
      if (weights.has(name))
        throw new UserError(`Two weights are called "${name}". Give their layers other names.`);
      weights.set(name, readOne(weight, new DataView(bytes, at, size)));
      at += size;
    }
    if (at !== bytes.byteLength) throw wrongSize(paths, stored.at(-1), bytes.byteLength, at);
  }
  return weights;
}

function joined(parts: readonly ArrayBuffer[]): ArrayBuffer {
  const [only] = parts;
  if (parts.length === 1 && only) return only;
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.byteLength, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(new Uint8Array(part), at);
    at += part.byteLength;
  }
  return whole.buffer;
}

function readerOf({ name, dtype, quantization }: StoredWeight) {
  const stored = quantization?.dtype ?? dtype;
  const reader = readers[stored];
  if (reader) return reader;
  const known = Object.keys(readers).join(", ");
  throw new UserError(`"${name}" holds numbers of type ${stored}. Known: ${known}.`);
}

function countOf({ shape }: StoredWeight): number {
  return shape.reduce((product, size) => product * size, 1);
}

function sizeOf(weight: StoredWeight): number {
  return countOf(weight) * readerOf(weight).bytes;
}

function readOne(weight: StoredWeight, view: DataView): KerasWeight {
  const { bytes, read } = readerOf(weight);
  const { scale = 1, min = 0 } = weight.quantization ?? {};
  const data = new Float32Array(countOf(weight));
  for (let i = 0; i < data.length; i++) data[i] = read(view, i * bytes) * scale + min;
  return { shape: weight.shape, data };
}

function wrongSize(
  paths: readonly string[],
  weight: StoredWeight | undefined,
  bytes: number,
  needed: number,
): UserError {
  return new UserError(
    `${paths.join(", ")} ${paths.length > 1 ? "have" : "has"} ${bytes} bytes, and up to "${weight?.name ?? ""}" ${needed} are needed. Save or download the model again.`,
  );
}
