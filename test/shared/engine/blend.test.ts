import * as tf from "@tensorflow/tfjs-core";
import { describe, expect, test } from "vitest";
import { blend } from "../../../shared/engine/kit/blend";
import { startTestBackend, testBackends } from "../../helpers/engine-backends";

describe.each(testBackends)("running statistics on %s", (backend) => {
  test("move a share of the way to those of the batch", async () => {
    await startTestBackend(backend);
    const [running, observed, loss] = [
      tf.tensor1d([1, 2, 3, 4, -5]),
      tf.tensor1d([11, 2, -7, 4, 5]),
      tf.scalar(0.3),
    ];
    const moved = blend(running, observed, 0.1, loss);
    const expected = [2, 2, 2, 4, -4];
    for (const [at, value] of (await moved.data()).entries())
      expect(value).toBeCloseTo(expected[at] as number, 5);
    tf.dispose([running, observed, loss, moved]);
  });
});

test.runIf(testBackends.includes("webgpu"))(
  "a loss that is no number leaves them as they were, on the device",
  async () => {
    await startTestBackend("webgpu");
    for (const bad of [Number.NaN, Number.POSITIVE_INFINITY]) {
      const [running, observed, loss] = [tf.tensor1d([1, 2, 3, 4]), tf.fill([4], Number.NaN), tf.scalar(bad)];
      const moved = blend(running, observed, 0.1, loss);
      expect([...(await moved.data())]).toEqual([1, 2, 3, 4]);
      tf.dispose([running, observed, loss, moved]);
    }
  },
);
