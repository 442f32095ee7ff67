import { existsSync } from "node:fs";
import { join } from "node:path";
import { defineConfig } from "vitest/config";

/** Debian's Chromium brings a Vulkan in software: with it Dawn computes, slowly, where there is no GPU. */
const CHROMIUM = "/usr/lib/chromium";
const ICD = join(CHROMIUM, "vk_swiftshader_icd.json");

// The dynamic linker reads its path when a process starts, so the workers have to inherit it.
if (existsSync(ICD) && process.env.VK_ICD_FILENAMES === undefined) {
  process.env.VK_ICD_FILENAMES = ICD;
  process.env.LD_LIBRARY_PATH = [process.env.LD_LIBRARY_PATH, CHROMIUM].filter(Boolean).join(":");
}

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts", "test/**/*.test.tsx"],
    exclude: ["test/e2e/**"],
    // Training takes its time where other work shares the cores.
    testTimeout: 30_000,
  },
});
