import { existsSync } from "node:fs";
import { availableParallelism } from "node:os";
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

/** What React draws is tested in a page; all else in Node, where nothing can lean on a page by accident. */
const IN_PAGE = "test/renderer/**/*.test.tsx";

const shared = {
  // Only against hanging: training takes its time where other work shares the cores.
  testTimeout: 120_000,
  // Loading the catalogues, tfjs and Mantine anew for each file would take longer than most tests.
  isolate: false,
};
const plugins = [assembly()];

export default defineConfig({
  test: {
    // Vitest would leave a core to itself, but is done with most of its work when the first tests begin.
    maxWorkers: availableParallelism(),
    projects: [
      {
        plugins,
        test: {
          ...shared,
          name: "node",
          // Not said by an `exclude`: Vitest would not add the one of the command line to it.
          include: ["test/*.test.ts", "test/!(e2e)/**/*.test.ts"],
          setupFiles: ["test/setup/node.ts"],
        },
      },
      {
        plugins,
        test: {
          ...shared,
          name: "page",
          include: [IN_PAGE],
          environment: "happy-dom",
          setupFiles: ["test/setup/page.ts"],
        },
      },
    ],
  },
});
