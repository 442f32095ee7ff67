import { defineConfig } from "vitest/config";

/** A suite of its own: it needs the built app, Electron's binary and a screen. `run.mjs` looks for them first. */
export default defineConfig({
  test: {
    include: ["test/electron-app/**/*.spec.ts"],
    fileParallelism: false,
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
