import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { type Browser, type BrowserContext, chromium, type Page } from "playwright-core";
import { inject, test } from "vitest";
import { ROOT } from "../../../electron/launch/paths.mjs";
import { launchSoftwareGpuBrowser } from "./browser";
import { watchPage } from "./watch-page";

export interface AppOptions {
  readonly viewport?: { readonly width: number; readonly height: number };
  readonly colorScheme?: "light" | "dark";
  /** A browser of its own with WebGPU and WebGL on a software adapter. */
  readonly softwareGpu?: boolean;
  /**
   * Takes the File System Access pickers away, whose dialogs no test can drive: the app then saves by download and
   * opens by upload. True unless a scenario needs them.
   */
  readonly downloads?: boolean;
  /** Console errors that the scenario provokes. Any other fails it. */
  readonly expectedErrors?: readonly RegExp[];
  readonly timeoutMs?: number;
}

export interface App {
  readonly page: Page;
  readonly context: BrowserContext;
  readonly url: string;
  /** Writes `test-results/<name>.png`. */
  screenshot(name: string): Promise<void>;
  /** Loads the app anew, with what it stored. */
  reload(): Promise<void>;
}

/**
 * A scenario against the built app in a fresh profile. Errors in the page or on its console fail it, and a failure
 * leaves a screenshot in `test-results`.
 */
export function appTest(name: string, run: (app: App) => Promise<void>, options: AppOptions = {}): void {
  test(name, { ...(options.timeoutMs === undefined ? {} : { timeout: options.timeoutMs }) }, async () => {
    const browser = await openBrowser(options);
    try {
      await runScenario(name, browser, run, options);
    } finally {
      await browser.close();
    }
  });
}

/** Closing a browser that was connected to closes its contexts and leaves the shared process running. */
function openBrowser({ softwareGpu = false }: AppOptions): Promise<Browser> {
  return softwareGpu
    ? launchSoftwareGpuBrowser(inject("chromePath"))
    : chromium.connect(inject("browserEndpoint"));
}

async function runScenario(
  name: string,
  browser: Browser,
  run: (app: App) => Promise<void>,
  options: AppOptions,
): Promise<void> {
  const context = await browser.newContext({
    viewport: options.viewport ?? { width: 1280, height: 800 },
    colorScheme: options.colorScheme ?? "light",
    reducedMotion: "reduce",
    acceptDownloads: true,
  });
  if (options.downloads ?? true) await context.addInitScript(removeFilePickers);
  const page = await context.newPage();
  const errors = watchPage(page, options.expectedErrors ?? []);
  const url = inject("appUrl");
  try {
    await page.goto(url);
    await run({
      page,
      context,
      url,
      screenshot: (shot) => takeScreenshot(page, shot),
      reload: () => reload(page),
    });
    if (errors.length > 0) throw new Error(`The page reported errors:\n${errors.join("\n")}`);
  } catch (error) {
    await takeScreenshot(page, `failed ${name}`).catch(() => undefined);
    throw withPageErrors(error, errors);
  }
}

async function reload(page: Page): Promise<void> {
  await page.reload();
}

/** What the page said is often the reason for what the scenario missed. */
function withPageErrors(error: unknown, errors: readonly string[]): unknown {
  if (!(error instanceof Error) || errors.length === 0 || error.message.startsWith("The page reported"))
    return error;
  error.message += `\nThe page also reported errors:\n${errors.join("\n")}`;
  return error;
}

async function takeScreenshot(page: Page, name: string): Promise<void> {
  const folder = join(ROOT, "test-results");
  await mkdir(folder, { recursive: true });
  const file = name.toLowerCase().replace(/[^a-z0-9]+/g, "-");
  await page.screenshot({ path: join(folder, `${file}.png`) });
}

/** Runs in the page, before any of its scripts. */
function removeFilePickers(): void {
  Reflect.deleteProperty(window, "showOpenFilePicker");
  Reflect.deleteProperty(window, "showSaveFilePicker");
  Reflect.deleteProperty(window, "showDirectoryPicker");
}
