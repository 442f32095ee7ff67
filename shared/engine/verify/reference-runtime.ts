import type { Batch } from "../../contracts/engine";

/** Files that stand beside a model, by their names. */
export type SideFiles = Readonly<Record<string, ArrayBuffer>>;

/** ONNX Runtime, which we did not write, behind what we ask of it. */
export interface ReferenceRuntime {
  /** Runs a model on one thread. Batches stand as N×C×H×W or N×F, by the names of the model's inputs and outputs. */
  run(
    model: Uint8Array,
    inputs: Readonly<Record<string, Batch>>,
    files?: SideFiles,
  ): Promise<Readonly<Record<string, Batch>>>;
}

type Module = typeof import("onnxruntime-web");

/** Loaded when it is first asked for: it is larger than the rest of the program. */
export function referenceRuntime(load: () => Promise<Module>): ReferenceRuntime {
  return {
    async run(model, inputs, files = {}) {
      const { InferenceSession, Tensor, env } = await load();
      env.logLevel = "error";
      const session = await InferenceSession.create(model, {
        executionProviders: ["wasm"],
        externalData: Object.entries(files).map(([path, data]) => ({ path, data: new Uint8Array(data) })),
      });
      try {
        const feeds = Object.entries(inputs).map(
          ([name, { shape, data }]) => [name, new Tensor("float32", data, [...shape])] as const,
        );
        const results = await session.run(Object.fromEntries(feeds));
        return Object.fromEntries(
          Object.entries(results).map(([name, { dims, data }]) => [
            name,
            { shape: dims, data: Float32Array.from(data as Float32Array) },
          ]),
        );
      } finally {
        await session.release();
      }
    },
  };
}
