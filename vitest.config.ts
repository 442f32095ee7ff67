import { existsSync } from "node:fs";
import { join } from "node:path";
import { defineConfig } from "vitest/config";
import { assembly } from "./electron/launch/assembly-plugin.mjs";

/** Debian's Chromium brings a Vulkan in software: with it Dawn computes, slowly, where there is no GPU. */
const CHROMIUM = "/usr/lib/chromium";
const ICD = join(CHROMIUM, "vk_swiftshader_icd.json");

// The dynamic linker reads its path when a process starts, so the workers have to inherit it.
if (existsSync(ICD) && process.env.VK_ICD_FILENAMES === undefined) {
  process.env.VK_ICD_FILENAMES = ICD;
  process.env.LD_LIBRARY_PATH = [process.env.LD_LIBRARY_PATH, CHROMIUM].filter(Boolean).join(":");
}

// Only against hanging: training takes its time where other work shares the cores.
const shared = { testTimeout: 120_000, setupFiles: ["test/renderer/standards-mode.ts"] };
const plugins = [assembly()];

/** These set the app's stores up for a whole file, so each needs a world of its own. */
const STATEFUL = "test/renderer/{state,train,run}/**/*.test.{ts,tsx}";

export default defineConfig({
  test: {
    projects: [
      {
        plugins,
        test: {
          ...shared,
          name: "pure",
          include: ["test/{shared,conformance}/**/*.test.ts"],
          // These hold no state between files, and loading the catalogues and tfjs anew for each would take longer.
          isolate: false,
        },
      },
      {
        plugins,
        test: {
          ...shared,
          name: "app",
          include: ["test/**/*.test.{ts,tsx}"],
          exclude: ["test/{e2e,electron-app,shared,conformance}/**", STATEFUL],
          isolate: false,
        },
      },
      { plugins, test: { ...shared, name: "stateful", include: [STATEFUL] } },
    ],
  },
});
