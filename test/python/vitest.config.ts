import { defineConfig } from "vitest/config";
import { assembly } from "../../electron/launch/assembly-plugin.mjs";

/** A suite of its own: it needs Python with PyTorch. `run.mjs` looks for it first. */
export default defineConfig({
  plugins: [assembly()],
  test: {
    include: ["test/python/**/*.spec.ts"],
    fileParallelism: false,
    testTimeout: 180_000,
    hookTimeout: 60_000,
  },
});
