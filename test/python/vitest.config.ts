import { defineConfig } from "vitest/config";
import { assembly } from "../../electron/launch/assembly-plugin.mjs";

/** A suite of its own: it needs Python with PyTorch and ONNX's checker. `run.mjs` starts it. */
export default defineConfig({
  plugins: [assembly()],
  test: {
    include: ["test/python/**/*.spec.ts"],
    // Its table stands at the end, whatever else is printed.
    reporters: ["default", "./test/helpers/parity-reporter.ts"],
    fileParallelism: false,
    testTimeout: 180_000,
    hookTimeout: 60_000,
  },
});
