import { existsSync } from "node:fs";
import { resolve } from "node:path";
import react from "@vitejs/plugin-react";
import { defineConfig, type Plugin } from "vite";
import { assembly } from "./electron/launch/assembly-plugin.mjs";

const root = resolve(import.meta.dirname, "renderer");

/**
 * TensorFlow.js runs the text of this module's function in every thread. Minified, the text names a variable around it
 * that the threads do not have; a property of the global object keeps its name, and may be missing.
 */
function selfContainedThreads(): Plugin {
  return {
    name: "self-contained-threads",
    transform(code, id) {
      if (!/tfjs-backend-wasm-threaded-simd\.js(\?|$)/.test(id)) return null;
      return code
        .replace("var _scriptDir", "_scriptDir")
        .replaceAll("_scriptDir", "globalThis.tfjsScriptDir");
    },
  };
}

/** The app as the browser and Electron's windows load it: relative addresses, so that `app://` and http both serve it. */
export default defineConfig({
  root,
  base: "./",
  publicDir: false,
  plugins: [react(), assembly()],
  worker: { format: "es", plugins: () => [selfContainedThreads(), assembly()] },
  server: {
    host: "127.0.0.1",
    fs: { allow: [import.meta.dirname] },
    headers: {
      "Cross-Origin-Opener-Policy": "same-origin",
      "Cross-Origin-Embedder-Policy": "require-corp",
    },
  },
  build: {
    target: "es2023",
    outDir: resolve(import.meta.dirname, "dist/renderer"),
    emptyOutDir: true,
    // The content security policy admits no data: addresses for scripts and binaries.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 4096,
    rolldownOptions: {
      input: ["index.html", "engine.html"].map((page) => resolve(root, page)).filter(existsSync),
    },
  },
});
