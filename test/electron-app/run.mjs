import { spawnSync } from "node:child_process";
import { join, resolve } from "node:path";
import { installedBinary } from "../../electron/launch/electron-binary.mjs";

/** Runs the suite that drives the built app in Electron, where there is one and a screen to show it on. */
const root = resolve(import.meta.dirname, "../..");
const binary = installedBinary(join(root, "node_modules/electron"), process.env.ELECTRON_OVERRIDE_DIST_PATH);

if (binary === null) {
  process.stdout.write("skipped: no Electron binary\n");
} else if (process.platform === "linux" && !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY) {
  process.stdout.write("skipped: no display for Electron\n");
} else {
  const vitest = join(root, "node_modules/vitest/vitest.mjs");
  const config = join(import.meta.dirname, "vitest.config.ts");
  const { status } = spawnSync(
    process.execPath,
    [vitest, "run", "--config", config, ...process.argv.slice(2)],
    {
      cwd: root,
      stdio: "inherit",
      env: { ...process.env, BLOCKWISE_ELECTRON: binary },
    },
  );
  process.exitCode = status ?? 1;
}
