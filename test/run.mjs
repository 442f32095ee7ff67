import "../electron/launch/require-node.mjs";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "../electron/launch/paths.mjs";
import { LaunchError, runScript, say } from "../electron/launch/report.mjs";
import { runStages } from "./runner/run-stages.mjs";
import { allStages, quickStages } from "./runner/stages.mjs";

await runScript(async () => {
  const [option, ...rest] = process.argv.slice(2);
  if ((option !== undefined && option !== "--quick") || rest.length > 0) {
    throw new LaunchError("Usage: npm test, or npm run check for all but the long and the end-to-end tests.");
  }
  rmSync(join(ROOT, "test-results"), { recursive: true, force: true });
  const total = await runStages(option === "--quick" ? quickStages(ROOT) : allStages(ROOT), say);
  if (total.failed > 0) process.exitCode = 1;
  process.stdout.write(`${total.passed} passed, ${total.failed} failed\n`);
});
