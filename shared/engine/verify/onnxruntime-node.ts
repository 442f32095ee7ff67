import { referenceRuntime } from "./reference-runtime";

/** Node resolves the package to its build for Node. */
export const onnxRuntime = referenceRuntime(async () => {
  const module = await import("onnxruntime-web");
  module.env.wasm.numThreads = 1;
  return module;
});
