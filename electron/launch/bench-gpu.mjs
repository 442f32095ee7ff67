import "./require-node.mjs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { ensureBuilt } from "./build-targets.mjs";
import { ensureDependencies } from "./dependencies.mjs";
import { ROOT } from "./paths.mjs";
import { runScript } from "./report.mjs";

await runScript(async () => {
  ensureDependencies(ROOT);
  await ensureBuilt(ROOT, ["gpu-bench"]);
  await import(pathToFileURL(join(ROOT, "dist/gpu-bench/gpu-bench.mjs")).href);
});
