import "./require-node.mjs";
import { runBrowserHost } from "./browser-host.mjs";
import { ALL_TARGETS, ensureBuilt } from "./build-targets.mjs";
import { chooseHost } from "./choose-host.mjs";
import { ensureDependencies } from "./dependencies.mjs";
import { findElectron } from "./electron-binary.mjs";
import { runElectron } from "./electron-host.mjs";
import { HELP, parseOptions } from "./options.mjs";
import { ROOT } from "./paths.mjs";
import { runScript, say } from "./report.mjs";

await runScript(start);

async function start() {
  const options = parseOptions(process.argv.slice(2));
  if (options.help) {
    process.stdout.write(HELP);
    return;
  }
  ensureDependencies(ROOT);
  await ensureBuilt(ROOT, ALL_TARGETS);
  const host = await chooseHost(options, {
    platform: process.platform,
    env: process.env,
    isRoot: process.getuid?.() === 0,
    findElectron: () => findElectron(ROOT),
  });
  if (host.kind === "browser") {
    if (host.reason !== null) say(host.reason);
    await runBrowserHost(ROOT, { port: options.port, open: host.open });
    return;
  }
  const failure = await runElectron(host.binary, ROOT);
  if (failure === null) return;
  say(`Electron could not start (${failure}): using the browser.`);
  await runBrowserHost(ROOT, { port: null, open: true });
}
