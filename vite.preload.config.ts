import { resolve } from "node:path";
import { defineConfig } from "vite";

/** A sandboxed preload may load nothing but `electron`, so it is one CommonJS file. */
export default defineConfig({
  publicDir: false,
  ssr: { noExternal: true },
  build: {
    ssr: true,
    target: "es2023",
    outDir: resolve(import.meta.dirname, "dist/preload"),
    emptyOutDir: true,
    rolldownOptions: {
      input: { preload: resolve(import.meta.dirname, "electron/preload/preload.ts") },
      external: ["electron"],
      output: { format: "cjs", entryFileNames: "[name].cjs", codeSplitting: false },
    },
  },
});
