import * as tf from "@tensorflow/tfjs-core";
import { isSynchronous } from "../train/device";
import { median } from "./median";

export interface Clock {
  /** Waits until the device has done what it was given; nothing where it is done at once. */
  settle(): Promise<void>;
  /** Of a device with nothing to do. */
  waitMs(): Promise<number | null>;
}

/** Numbers that GPU backends do not rather work out on the CPU. */
const ENOUGH_FOR_GPU = 4096;
const WAITS = 9;

export function createClock(): Clock {
  if (isSynchronous()) {
    return { settle: async () => undefined, waitMs: async () => null };
  }
  // Devices work in order: once this is there, so is all that was asked for before.
  const settle = async (): Promise<void> => {
    const last = tf.tidy(() => tf.add(tf.zeros([ENOUGH_FOR_GPU]), 1));
    await last.data();
    last.dispose();
  };
  return {
    settle,
    async waitMs() {
      const waits: number[] = [];
      for (let i = 0; i < WAITS; i++) {
        const start = performance.now();
        await settle();
        waits.push(performance.now() - start);
      }
      return median(waits);
    },
  };
}
