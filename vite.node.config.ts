import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { defineConfig } from "vite";
import { assembly } from "./electron/launch/assembly-plugin.mjs";

const ENTRIES = {
  cli: "electron/cli/main.ts",
  server: "electron/server/main.ts",
  main: "electron/main/main.ts",
  bench: "test/bench/main.ts",
};

/** Everything that runs in Node. Dependencies stay outside the bundle: Node resolves them. */
export default defineConfig({
  publicDir: false,
  plugins: [assembly()],
  // The packaged app is these bundles and no node_modules: what the main process needs is inside.
  ssr: { noExternal: ["zod"] },
  build: {
    ssr: true,
    target: "node20",
    outDir: resolve(import.meta.dirname, "dist/node"),
    emptyOutDir: true,
    sourcemap: true,
    rolldownOptions: {
      input: Object.fromEntries(
        Object.entries(ENTRIES)
          .map(([name, path]) => [name, resolve(import.meta.dirname, path)] as const)
          .filter(([, path]) => existsSync(path)),
      ),
      external: ["electron"],
      output: { entryFileNames: "[name].js", chunkFileNames: "chunks/[name]-[hash].js" },
    },
  },
});
