import { spawnSync } from "node:child_process";
import { join, resolve } from "node:path";
import { findPython } from "./find-python.mjs";

/** Runs the suite that checks exports in Python, where there is one with what it needs. `npm run test:python`. */
const root = resolve(import.meta.dirname, "../..");
const python = findPython(["torch", "torchvision", "numpy"]);

if (python === null) {
  process.stdout.write(
    "skipped: no Python with torch, torchvision and numpy (Debian: python3-torchvision)\n",
  );
} else {
  const vitest = join(root, "node_modules/vitest/vitest.mjs");
  const config = join(import.meta.dirname, "vitest.config.ts");
  const { status } = spawnSync(
    process.execPath,
    [vitest, "run", "--config", config, ...process.argv.slice(2)],
    { cwd: root, stdio: "inherit", env: { ...process.env, BLOCKWISE_PYTHON: python } },
  );
  process.exitCode = status ?? 1;
}
