import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { ensureBuilt } from "./build-targets.mjs";
import { ensureDependencies } from "./dependencies.mjs";
import { ROOT } from "./paths.mjs";

/** What npm calls them, and what of the project they need built. */
const ENTRIES = /** @type {const} */ ({
  cli: { script: "blockwise", targets: ["node"] },
  // It opens files in the app.
  bench: { script: "bench", targets: ["node", "renderer"] },
});

/**
 * Runs a built Node program in this process, as if it had been started itself.
 * @param {keyof typeof ENTRIES} name
 */
export async function runEntry(name) {
  ensureDependencies(ROOT);
  const { script: own, targets } = ENTRIES[name];
  await ensureBuilt(ROOT, targets);
  const path = join(ROOT, `dist/node/${name}.js`);
  // npm moves to the package's folder; file names on the command line are meant from where the person stands.
  const { npm_lifecycle_event: script, INIT_CWD: folder } = process.env;
  if (script === own && folder !== undefined) process.chdir(folder);
  process.argv[1] = path;
  await import(pathToFileURL(path).href);
}
