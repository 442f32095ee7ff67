import { dirname, join } from "node:path";
import type { Browser, FileChooser, Page } from "playwright-core";
import { startServer } from "../../../electron/server/main";
import { err, ok, type Result } from "../../../shared/base/result";
import { launchBrowser } from "../../e2e/helpers/browser";
import { findChromium } from "../../runner/chromium.mjs";
import { type Runs, type Samples, sorted } from "../bench";

/** This program is `dist/node/bench.js`, beside the pages. */
const DIST = dirname(dirname(process.argv[1] ?? ""));

/** Long enough for whatever the start screen does when nobody waits for it. */
const SETTLE_MS = 1000;

/**
 * Milliseconds from a file's being chosen to its network in sight, in the built app in Chromium, each time in a fresh
 * profile; or why there are none.
 */
export async function timeOpening(file: string, { warmups, runs }: Runs): Promise<Result<Samples, string>> {
  const path = process.env.CHROME_PATH ?? (await findChromium(dirname(DIST)));
  if (path === null) return err("Chromium is not installed");
  const server = await startServer({ root: join(DIST, "renderer"), host: "127.0.0.1", port: 0 });
  const browser = await launchBrowser(path);
  try {
    const times: number[] = [];
    for (let index = 0; index < warmups + runs; index++) {
      const time = await openOnce(browser, server.url, file);
      if (index >= warmups) times.push(time);
    }
    return ok(sorted(times));
  } finally {
    await browser.close();
    await server.close();
  }
}

async function openOnce(browser: Browser, url: string, file: string): Promise<number> {
  const context = await browser.newContext({
    viewport: { width: 1280, height: 800 },
    reducedMotion: "reduce",
  });
  await context.addInitScript(watch);
  const page = await context.newPage();
  try {
    await page.goto(url);
    await page.locator("[data-network]").first().waitFor();
    await page.waitForTimeout(SETTLE_MS);
    await (await fileChooser(page)).setFiles(file);
    return await timeIn(page);
  } finally {
    await context.close();
  }
}

/** Asked for again where nothing comes: keys go nowhere while a fresh window is not yet in front. */
async function fileChooser(page: Page): Promise<FileChooser> {
  for (let tries = 0; tries < 5; tries++) {
    await page.bringToFront();
    const choosing = page.waitForEvent("filechooser", { timeout: 5000 }).catch(() => null);
    await page.keyboard.press("Control+o");
    const chooser = await choosing;
    if (chooser) return chooser;
  }
  throw new Error("The app asks for no file.");
}

async function timeIn(page: Page): Promise<number> {
  const handle = await page.waitForFunction(() => (window as Watched).benchTime, undefined, {
    timeout: 120_000,
  });
  return (await handle.jsonValue()) as number;
}

type Watched = Window & { benchTime?: number };

/**
 * Runs in the page before its scripts. The clock starts when the input has its file, which no dialog of the system
 * stands between, and stops with the frame after the first in which a node lies in the window.
 */
function watch(): void {
  Reflect.deleteProperty(window, "showOpenFilePicker");
  const click = HTMLInputElement.prototype.click;
  HTMLInputElement.prototype.click = function (this: HTMLInputElement) {
    this.addEventListener("change", () => look(performance.now()));
    click.call(this);
  };
  function look(start: number): void {
    if (isInSight(document.querySelector(".react-flow__node[data-id]"))) {
      requestAnimationFrame(() => {
        (window as Watched).benchTime = performance.now() - start;
      });
    } else requestAnimationFrame(() => look(start));
  }
  function isInSight(node: Element | null): boolean {
    if (!node || getComputedStyle(node).visibility !== "visible") return false;
    const { left, right, top, bottom } = node.getBoundingClientRect();
    return right > 0 && bottom > 0 && left < innerWidth && top < innerHeight;
  }
}
