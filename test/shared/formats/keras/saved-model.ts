import * as tf from "@tensorflow/tfjs";
import { expect } from "vitest";
import type { Engine } from "../../../../shared/contracts/engine";
import { readKeras } from "../../../../shared/formats/keras/read-keras";
import { writeSafetensors } from "../../../../shared/formats/safetensors/write";

export interface Saved {
  readonly text: string;
  readonly shards: (path: string) => ArrayBuffer;
}

/** As `model.save` writes it to disk, in two shards that cut a weight in half. */
export async function save(model: tf.LayersModel): Promise<Saved> {
  let saved: Saved | undefined;
  await model.save(
    tf.io.withSaveHandler(async ({ modelTopology, weightSpecs, weightData }) => {
      const whole = tf.io.CompositeArrayBuffer.join(weightData);
      const cut = Math.floor(whole.byteLength / 2);
      const files: Record<string, ArrayBuffer> = { "a.bin": whole.slice(0, cut), "b.bin": whole.slice(cut) };
      const weightsManifest = [{ paths: Object.keys(files), weights: weightSpecs }];
      const text = JSON.stringify({ format: "layers-model", modelTopology, weightsManifest });
      saved = { text, shards: (path) => files[path] as ArrayBuffer };
      return { modelArtifactsInfo: { dateSaved: new Date(0), modelTopologyType: "JSON" } };
    }),
  );
  return saved as Saved;
}

/** Weights that no two places share, so that nothing can be swapped unseen. */
export function scramble(model: tf.LayersModel): void {
  model.setWeights(
    model.getWeights().map((weight, index) => {
      const data = Float32Array.from({ length: weight.size }, (_, i) => Math.sin(1.7 * i + index) * 0.3);
      // Variances are above nothing.
      return tf
        .tensor(data, weight.shape)
        .abs()
        .add(index % 2 ? 0.05 : 0.1)
        .mul(index % 3 ? 1 : 0.7);
    }),
  );
}

/** The largest difference between what tfjs makes of a model and what the engine makes of its file, relative to the largest value. */
export async function difference(engine: Engine, model: tf.LayersModel): Promise<number> {
  scramble(model);
  const { text, shards } = await save(model);
  const { document, weights } = readKeras(text, { name: "Model", shards });
  const shape = [2, ...(model.inputs[0] as tf.SymbolicTensor).shape.slice(1).map(Number)];
  const size = shape.reduce((product, each) => product * each, 1);
  const data = Float32Array.from({ length: size }, (_, i) => Math.sin(0.37 * i));
  const expected = tf.tidy(() =>
    Float32Array.from((model.predict(tf.tensor(data, shape)) as tf.Tensor).dataSync()),
  );
  const arrays = new Map(
    [...weights].map(([name, each]) => [name, { shape: each.shape, data: each.read() }]),
  );
  await engine.load({ document, seed: 1, weights: writeSafetensors(arrays) });
  const batch = shape.length === 2 ? [2, 1, 1, shape[1] as number] : shape;
  const output = await engine.run({ shape: batch, data });
  expect(output.data.length).toBe(expected.length);
  const largest = expected.reduce((most, value) => Math.max(most, Math.abs(value)), 1e-3);
  return (
    output.data.reduce((most, value, i) => Math.max(most, Math.abs(value - (expected[i] as number))), 0) /
    largest
  );
}

export const image = (...shape: number[]) => ({ inputShape: shape });
