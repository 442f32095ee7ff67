import * as tf from "@tensorflow/tfjs";
import type { BenchRow } from "../bench";
import { trainingNets } from "../nets";
import { ourTrainer, startOurs } from "../ours";

const STEPS = 1000;
const BATCH = 8;
const MIB = 1024 * 1024;

interface Held {
  readonly tensors: number;
  readonly bytes: number;
  /** What the WASM module has taken from the system: it never gives any back. */
  readonly heap: number;
}

const row: BenchRow = {
  id: "training-memory",
  title: `Peak memory of a training step of a three-convolution net, batch ${BATCH}, weights included`,
  async measure() {
    await startOurs();
    const [net] = trainingNets;
    if (!net) throw new Error("no nets");
    const idle = held().bytes;
    const { step, dispose } = ourTrainer(net.document, BATCH);
    // Everything that is kept from step to step is there after the first few.
    for (let index = 0; index < 10; index++) await step(index);
    const before = held();
    for (let index = 0; index < STEPS; index++) await step(index);
    const after = held();
    const { peakBytes } = await tf.profile(async () => void (await step(0)) as unknown as tf.TensorContainer);
    dispose();
    const grown = (what: keyof Held) => after[what] - before[what];
    return {
      value: (peakBytes - idle) / MIB,
      unit: "MiB",
      limits: (["tensors", "bytes", "heap"] as const).map((what) => ({
        text: `no growth of ${what} over ${STEPS} steps; grew by ${grown(what)}`,
        met: grown(what) <= 0,
      })),
    };
  },
};

function held(): Held {
  const { numTensors, numBytes } = tf.memory();
  const { wasm } = tf.backend() as unknown as { readonly wasm: { readonly HEAPU8: Uint8Array } };
  return { tensors: numTensors, bytes: numBytes, heap: wasm.HEAPU8.byteLength };
}

export default [row];
