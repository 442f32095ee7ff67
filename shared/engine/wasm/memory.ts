import * as tf from "@tensorflow/tfjs-core";
import { UserError } from "../../base/assert";
import { formatBytes } from "../../base/format";

/** What the backend calls for every tensor, and its types leave out. */
interface Allocator {
  _malloc(bytes: number): number;
  _free(address: number): void;
}

const guarded = new WeakSet<object>();

/**
 * Makes running out of memory an error that can be read and survived. The backend itself takes no notice of a failed
 * allocation: it writes to address 0 and is of no use from then on.
 */
export function guardWasmMemory(): void {
  const { wasm } = tf.backend() as unknown as { readonly wasm: Allocator };
  if (guarded.has(wasm)) return;
  guarded.add(wasm);
  // The module replaces its own entry on the first call, so that has to be over.
  wasm._free(wasm._malloc(8));
  const allocate = wasm._malloc;
  wasm._malloc = (bytes: number): number => {
    const address = allocate(bytes);
    if (address === 0 && bytes > 0) throw outOfMemory(bytes);
    return address;
  };
}

function outOfMemory(bytes: number): UserError {
  return new UserError(
    `WebAssembly has no ${formatBytes(bytes)} more memory. Use smaller batches, smaller images or a narrower ` +
      `network, or compute on a GPU.`,
  );
}
