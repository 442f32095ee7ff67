import { defineConfig } from "vitest/config";

/** One worker: training and software rendering need every core there is. */
export default defineConfig({
  test: {
    include: ["test/e2e/**/*.test.ts"],
    globalSetup: ["test/e2e/helpers/global-setup.ts"],
    fileParallelism: false,
    // A browser on a busy machine can miss a moment; what is broken fails twice.
    retry: 1,
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
});
