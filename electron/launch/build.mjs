import "./require-node.mjs";
import { ALL_TARGETS, ensureBuilt } from "./build-targets.mjs";
import { ensureDependencies } from "./dependencies.mjs";
import { ROOT } from "./paths.mjs";
import { runScript } from "./report.mjs";

await runScript(async () => {
  ensureDependencies(ROOT);
  await ensureBuilt(ROOT, ALL_TARGETS);
});
