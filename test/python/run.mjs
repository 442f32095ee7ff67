import { spawnSync } from "node:child_process";
import { join, resolve } from "node:path";

/**
 * Runs the suite that checks exports with software in Python. Each part looks for a Python with what it needs, and says
 * in a word where it finds none. `npm run test:python`.
 */
const root = resolve(import.meta.dirname, "../..");
const vitest = join(root, "node_modules/vitest/vitest.mjs");
const config = join(import.meta.dirname, "vitest.config.ts");
const { status } = spawnSync(
  process.execPath,
  [vitest, "run", "--config", config, ...process.argv.slice(2)],
  { cwd: root, stdio: "inherit" },
);
process.exitCode = status ?? 1;
