import { resolve } from "node:path";
import { defineConfig } from "vite";
import { assembly } from "./electron/launch/assembly-plugin.mjs";

/**
 * The GPU bench as one file: carried to a machine with a GPU, it needs Node and the package `webgpu` beside it, which is
 * native code.
 */
export default defineConfig({
  publicDir: false,
  plugins: [assembly()],
  ssr: { noExternal: true, external: ["webgpu", "onnxruntime-web", "onnxruntime-node"] },
  build: {
    ssr: true,
    target: "node20",
    outDir: resolve(import.meta.dirname, "dist/gpu-bench"),
    emptyOutDir: true,
    rolldownOptions: {
      input: { "gpu-bench": resolve(import.meta.dirname, "test/bench/gpu/main.ts") },
      output: { entryFileNames: "[name].mjs", codeSplitting: false },
    },
  },
});
