import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { _electron, type ElectronApplication, type Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { METHODS } from "../../shared/contracts/ipc";

const ROOT = resolve(import.meta.dirname, "../..");

let profile: string;
let electron: ElectronApplication;
let page: Page;

beforeAll(async () => {
  profile = await mkdtemp(join(tmpdir(), "blockwise-profile-"));
  // Chromium's sandbox refuses to start for the administrator.
  const sandbox = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
  electron = await _electron.launch({
    executablePath: process.env.BLOCKWISE_ELECTRON as string,
    args: [ROOT, `--user-data-dir=${profile}`, ...sandbox],
  });
  page = await electron.firstWindow();
  await page.waitForLoadState("load");
});
afterAll(async () => {
  await electron.evaluate(({ app }) => app.exit(0)).catch(() => undefined);
  await electron.close();
  await rm(profile, { recursive: true, force: true });
});

describe("the editor's window", () => {
  it("shows the app from its own scheme, isolated, without Node", async () => {
    const seen = await page.evaluate(() => ({
      url: location.href,
      isolated: crossOriginIsolated,
      node: "require" in window || "process" in window,
      verbs: Object.fromEntries(
        Object.entries(window.blockwise ?? {})
          .filter(([, service]) => typeof service === "object")
          .map(([name, service]) => [name, Object.keys(service)]),
      ),
    }));
    expect(seen).toEqual({
      url: "app://editor/index.html",
      isolated: true,
      node: false,
      verbs: Object.fromEntries(
        Object.entries(METHODS).map(([name, methods]) => [name, Object.keys(methods)]),
      ),
    });
  });

  it("draws the start screen", async () => {
    await page.waitForFunction(() => (document.getElementById("root")?.childElementCount ?? 0) > 0);
    expect(await page.title()).not.toBe("");
  });

  it("goes nowhere else, opens no window and reaches no network", async () => {
    const outcome = await page.evaluate(async () => {
      const opened = window.open("file:///etc/passwd");
      location.href = "file:///etc/passwd";
      const reached = await fetch("https://example.org/").then(
        () => true,
        () => false,
      );
      return { opened: opened !== null, reached, permission: await Notification.requestPermission() };
    });
    expect([outcome, page.url(), electron.windows().length]).toEqual([
      { opened: false, reached: false, permission: "denied" },
      "app://editor/index.html",
      1,
    ]);
  });

  it("shows the app's commands in the native menu", async () => {
    await expect
      .poll(() => electron.evaluate(({ Menu }) => Menu.getApplicationMenu()?.items.map((item) => item.label)))
      .toEqual(expect.arrayContaining(["File", "Edit", "View"]));
  });
});

describe("the engine", () => {
  /** Starts one through the bridge; answers whether its port arrived. */
  function startEngine(id: string): Promise<boolean> {
    return page.evaluate(async (engine) => {
      const arrived = new Promise<boolean>((done) => {
        window.addEventListener("message", (event) => {
          if (event.data?.id === engine) done(event.ports.length === 1);
        });
      });
      await window.blockwise?.engine.start(engine);
      return arrived;
    }, id);
  }

  function engineProcesses(): Promise<number[]> {
    return electron.evaluate(({ webContents }) =>
      webContents
        .getAllWebContents()
        .filter((contents) => contents.getURL().startsWith("app://engine/"))
        .map((contents) => contents.getOSProcessId()),
    );
  }

  it("is a process of its own, whose port reaches the page", async () => {
    expect(await startEngine("spec-1")).toBe(true);
    const editor = await electron.evaluate(({ webContents }) =>
      webContents
        .getAllWebContents()
        .find((contents) => contents.getURL().startsWith("app://editor/"))
        ?.getOSProcessId(),
    );
    const engines = await engineProcesses();
    expect([engines.length > 0, engines.includes(editor ?? -1)]).toEqual([true, false]);
  });

  it("can crash without the editor, which hears of it", async () => {
    const heard = page.evaluate(
      () =>
        new Promise<string>((done) => {
          window.blockwise?.on("engineExit", ({ id, reason }) => {
            if (id === "spec-1") done(reason);
          });
        }),
    );
    await electron.evaluate(({ webContents }) => {
      for (const contents of webContents.getAllWebContents()) {
        if (contents.getURL().startsWith("app://engine/")) contents.forcefullyCrashRenderer();
      }
    });
    expect(await heard).toMatch(/process/);
    expect(await page.evaluate(() => 6 * 7)).toBe(42);
  });
});

it("asks before it closes with unsaved work, and stays on cancel", async () => {
  const asked = await electron.evaluate(async ({ dialog, BrowserWindow }) => {
    const messages: string[] = [];
    dialog.showMessageBox = (async (...args: unknown[]) => {
      messages.push((args.at(-1) as { message: string }).message);
      return { response: 2, checkboxChecked: false };
    }) as typeof dialog.showMessageBox;
    const editor = BrowserWindow.getAllWindows().find((window) => window.isVisible());
    await editor?.webContents.executeJavaScript('blockwise.window.setTitle("Edited", true)');
    editor?.close();
    await new Promise((done) => setTimeout(done, 500));
    return { messages, open: editor?.isDestroyed() === false };
  });
  expect(asked).toEqual({ messages: [expect.stringMatching(/save/i)], open: true });
});
