import * as tf from "@tensorflow/tfjs-core";
import { expect, test } from "vitest";
import { createNodeEngine } from "../../../shared/engine/create-node-engine";
import { openNetwork } from "../../../shared/networks/registry";

test("an inference ends after the layer that it is at, leaves nothing behind, and the next one runs", async () => {
  const engine = createNodeEngine();
  await engine.setBackend("cpu");
  await engine.load({ document: openNetwork("resnet-cifar-20"), seed: 1 });
  const batch = (count: number) => ({
    shape: [count, 32, 32, 3],
    data: new Float32Array(count * 32 * 32 * 3),
  });
  await engine.run(batch(1));
  const held = tf.memory().numTensors;
  const stopped = engine.run(batch(8));
  await engine.cancel();
  await expect(stopped).rejects.toThrow("stopped before it had an answer");
  expect(tf.memory().numTensors).toBe(held);
  expect((await engine.run(batch(1))).shape).toEqual([1, 10]);
  await engine.dispose();
});
