import binary from "onnxruntime-web/ort-wasm-simd-threaded.wasm?url";
import { referenceRuntime } from "./reference-runtime";

/** Without the parts for WebGPU and WebGL; its binary comes from where the app itself comes from. */
export const onnxRuntime = referenceRuntime(async () => {
  const module = await import("onnxruntime-web/wasm");
  module.env.wasm.numThreads = 1;
  module.env.wasm.wasmPaths = { wasm: new URL(binary, location.href).href };
  return module;
});
