import type { BackendWasm } from "@tensorflow/tfjs-backend-wasm";
import * as tf from "@tensorflow/tfjs-core";
import { beforeAll, expect, test } from "vitest";
import { startTestBackend } from "../../helpers/engine-backends";

beforeAll(() => startTestBackend("wasm"));

test("running out of memory on WASM is said, and survived", () => {
  const backend = tf.backend() as BackendWasm;
  const held: tf.TensorInfo[] = [];
  const fill = () => {
    // Far more than WebAssembly can address; nothing is written to it, so the machine gives nothing.
    for (let i = 0; i < 64; i++) held.push(backend.makeOutput([64 * 1024 * 1024], "float32"));
  };
  expect(fill).toThrow(/no 256 MiB more memory\. Use smaller batches/);
  for (const { dataId } of held) backend.disposeData(dataId);
  const [value] = tf.tidy(() => tf.add(tf.tensor1d([1]), 2).dataSync());
  expect([held.length > 4, value]).toEqual([true, 3]);
});
