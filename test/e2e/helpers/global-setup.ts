import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { ALL_TARGETS, ensureBuilt } from "../../../electron/launch/build-targets.mjs";
import { ROOT } from "../../../electron/launch/paths.mjs";
import { startServer } from "../../../electron/server/main";
import { ensureChromium } from "../../runner/chromium.mjs";
import { launchBrowserServer } from "./browser";

declare module "vitest" {
  export interface ProvidedContext {
    readonly appUrl: string;
    readonly browserEndpoint: string;
    readonly chromePath: string;
  }
}

/** The built app behind our own server, and one browser, for all scenarios; each gets a profile of its own. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  await ensureBuilt(ROOT, ALL_TARGETS);
  const chromePath = await ensureChromium(ROOT);
  const server = await startServer({ root: join(ROOT, "dist/renderer"), host: "127.0.0.1", port: 0 });
  const browser = await launchBrowserServer(chromePath);
  project.provide("appUrl", server.url);
  project.provide("browserEndpoint", browser.wsEndpoint());
  project.provide("chromePath", chromePath);
  return async () => {
    await browser.close();
    await server.close();
  };
}
