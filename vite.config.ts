import { existsSync } from "node:fs";
import { resolve } from "node:path";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

const root = resolve(import.meta.dirname, "renderer");

/** The app as the browser and Electron's windows load it: relative addresses, so that `app://` and http both serve it. */
export default defineConfig({
  root,
  base: "./",
  publicDir: false,
  plugins: [react()],
  worker: { format: "es" },
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
