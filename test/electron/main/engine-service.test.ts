import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { setupEngineService } from "../../../electron/main/engine-service";
import { BrowserWindow, fromEditor, invoke, ipcMain, reset, StubContents, session } from "../electron-stub";

vi.mock("electron", () => import("../electron-stub"));

let page: StubContents;
let editor: unknown;

beforeEach(() => {
  page = new StubContents();
  editor = fromEditor(page);
  setupEngineService();
});
afterEach(reset);

function engineWindow(index = 0): BrowserWindow {
  const window = BrowserWindow.all[index];
  if (!window) throw new Error(`No engine window ${index}`);
  return window;
}

describe("starting an engine", () => {
  it("opens a hidden, sandboxed window in a session of its own", async () => {
    expect(await invoke(editor, "engine.start", "one")).toEqual({ ok: true, value: undefined });
    const { options, loadURL } = engineWindow();
    expect([options, loadURL.mock.calls]).toEqual([
      {
        show: false,
        webPreferences: {
          preload: "/app/dist/preload/preload.cjs",
          session: session.fromPartition("persist:engine"),
          sandbox: true,
          contextIsolation: true,
          nodeIntegration: false,
          webviewTag: false,
          backgroundThrottling: false,
        },
      },
      [["app://engine/engine.html"]],
    ]);
  });

  it("gives each side one end of a channel", async () => {
    await invoke(editor, "engine.start", "one");
    expect([engineWindow().webContents.postMessage.mock.calls, page.postMessage.mock.calls]).toEqual([
      [["blockwise:engine-port", "one", [{ name: "port1" }]]],
      [["blockwise:engine-port", "one", [{ name: "port2" }]]],
    ]);
  });

  it("fails in words when its page cannot be loaded, and leaves no window behind", async () => {
    BrowserWindow.nextLoad = () => Promise.reject(new Error("ERR_FILE_NOT_FOUND"));
    vi.spyOn(console, "error").mockImplementation(() => undefined);
    expect(await invoke(editor, "engine.start", "one")).toMatchObject({
      ok: false,
      error: { message: "ERR_FILE_NOT_FOUND" },
    });
    expect([engineWindow().destroyed, page.send.mock.calls]).toEqual([true, []]);
  });

  it("does not wait for a page whose process died while it loaded", async () => {
    BrowserWindow.nextLoad = () => new Promise(() => undefined);
    const reply = invoke(editor, "engine.start", "one");
    engineWindow().webContents.emit("render-process-gone", {}, { reason: "launch-failed", exitCode: 1 });
    expect(await reply).toMatchObject({
      ok: false,
      error: { message: "The engine could not be started: its process could not be started." },
    });
  });

  it("refuses a second of the same id, and a fifth", async () => {
    for (const id of ["one", "two", "three", "four"]) await invoke(editor, "engine.start", id);
    expect([
      await invoke(editor, "engine.start", "one"),
      await invoke(editor, "engine.start", "five"),
    ]).toMatchObject([
      { ok: false, error: { message: 'An engine "one" runs already. Start one with a new id.' } },
      { ok: false, error: { message: "4 engines run already. End one before you start another." } },
    ]);
  });
});

describe("the end of an engine", () => {
  it.each([
    ["oom", "it ran out of memory"],
    ["crashed", "its process crashed"],
    ["killed", "its process was ended from outside"],
  ])("by %s is reported to the page, which can start another", async (reason, words) => {
    await invoke(editor, "engine.start", "one");
    engineWindow().webContents.emit("render-process-gone", {}, { reason, exitCode: 9 });
    expect(page.send.mock.calls).toEqual([["blockwise:on.engineExit", { id: "one", reason: words }]]);
    expect(engineWindow().destroyed).toBe(true);
    expect(await invoke(editor, "engine.start", "one")).toMatchObject({ ok: true });
  });

  it("by its worker's failure is reported once, with the worker's words", async () => {
    await invoke(editor, "engine.start", "one");
    const sender = engineWindow().webContents;
    ipcMain.emit(
      "blockwise:engine-failed",
      { sender, senderFrame: { url: "app://engine/engine.html", parent: null } },
      "its code could not be loaded",
    );
    expect([page.send.mock.calls, engineWindow().destroyed]).toEqual([
      [["blockwise:on.engineExit", { id: "one", reason: "its code could not be loaded" }]],
      true,
    ]);
  });

  it("is not believed when any other page tells of it", async () => {
    await invoke(editor, "engine.start", "one");
    ipcMain.emit("blockwise:engine-failed", editor, "gone");
    expect(engineWindow().destroyed).toBe(false);
  });

  it("on request comes at once, even to a process that hangs, and is no news", async () => {
    await invoke(editor, "engine.start", "one");
    await invoke(editor, "engine.kill", "one");
    const { webContents, destroyed } = engineWindow();
    expect([webContents.forcefullyCrashRenderer.mock.calls.length, destroyed, page.send.mock.calls]).toEqual([
      1,
      true,
      [],
    ]);
  });

  it("is not granted to a page that does not own it", async () => {
    await invoke(editor, "engine.start", "one");
    await invoke(fromEditor(new StubContents()), "engine.kill", "one");
    expect(engineWindow().destroyed).toBe(false);
  });

  it.each([
    ["the editor closes", () => page.emit("destroyed")],
    [
      "the editor reloads",
      () => page.emit("did-start-navigation", { isMainFrame: true, isSameDocument: false }),
    ],
  ])("comes when %s", async (_when, happen) => {
    await invoke(editor, "engine.start", "one");
    happen();
    expect([engineWindow().destroyed, page.listenerCount("destroyed")]).toEqual([true, 0]);
  });

  it("does not come with a step inside the page", async () => {
    await invoke(editor, "engine.start", "one");
    page.emit("did-start-navigation", { isMainFrame: true, isSameDocument: true });
    expect(engineWindow().destroyed).toBe(false);
  });
});
