import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { setupEngineService } from "../../../electron/main/engine-service";
import { setupExportService } from "../../../electron/main/export-service";
import { setupFileService } from "../../../electron/main/file-service";
import { setupMenuService } from "../../../electron/main/menu-service";
import { setupWindowService } from "../../../electron/main/window-service";
import { METHODS, methodChannel } from "../../../shared/contracts/ipc";
import { fromEditor, invoke, ipcMain, reset, StubContents } from "../electron-stub";

vi.mock("electron", () => import("../electron-stub"));

const page = new StubContents();

beforeEach(() => {
  setupFileService();
  setupExportService();
  setupWindowService();
  setupMenuService();
  setupEngineService();
  vi.spyOn(console, "warn").mockImplementation(() => undefined);
});
afterEach(reset);

it("answers every method of the contract, and nothing else", () => {
  const channels = Object.entries(METHODS).flatMap(([service, methods]) =>
    Object.keys(methods).map((method) => methodChannel(service, method)),
  );
  expect([...ipcMain.handlers.keys()].sort()).toEqual([...channels].sort());
});

describe("a call is refused when it comes from", () => {
  it.each([
    ["a page of the web", { sender: page, senderFrame: { url: "https://example.org/", parent: null } }],
    [
      "a look-alike host",
      { sender: page, senderFrame: { url: "app://editor.example/index.html", parent: null } },
    ],
    ["a look-alike prefix", { sender: page, senderFrame: { url: "app://editors/index.html", parent: null } }],
    ["the engine's page", { sender: page, senderFrame: { url: "app://engine/engine.html", parent: null } }],
    ["a file", { sender: page, senderFrame: { url: "file:///tmp/index.html", parent: null } }],
    [
      "a frame inside the editor",
      fromEditor(page, "app://editor/index.html", { url: "app://editor/index.html" }),
    ],
    ["a frame that is gone", { sender: page, senderFrame: null }],
  ])("%s", async (_from, event) => {
    expect(await invoke(event, "files.recent")).toEqual({
      ok: false,
      error: { name: "Error", message: "files.recent was refused: it did not come from the editor." },
    });
  });
});

describe("arguments are refused:", () => {
  it.each<[string, ...unknown[]]>([
    ["files.open", "/etc/passwd"],
    ["files.save"],
    ["files.save", { handle: 7, suggestedName: "a", text: "" }],
    ["files.save", { handle: null, suggestedName: "a" }],
    ["files.save", { handle: null, suggestedName: "a", text: "", mode: 0o777 }],
    ["files.save", { handle: null, suggestedName: "a".repeat(256), text: "" }],
    ["files.openRecent", ""],
    ["files.openRecent", ["/etc/passwd"]],
    ["files.forgetRecent", null],
    ["window.setTitle", "Network"],
    ["window.setTitle", "Network", "yes"],
    ["window.setText", { projectFiles: "Projects" }],
    ["window.finishClose", 1],
    ["menu.show", {}],
    ["menu.show", [{ group: "file", label: "File", items: [{ id: "file.open", label: "Open" }] }]],
    ["menu.show", [{ group: "file", label: "File", items: [], role: "quit" }]],
    ["engine.start", 1],
    ["engine.start", "x".repeat(65)],
    ["engine.kill", ""],
  ])("%s %j", async (call, ...args) => {
    const reply = await invoke(fromEditor(page), call, ...args);
    expect(reply).toMatchObject({
      ok: false,
      error: { message: expect.stringContaining(`${call} got arguments it cannot take`) },
    });
  });
});

it("carries a failure to the page as words, not as an exception", async () => {
  expect(await invoke(fromEditor(page), "files.openRecent", "/etc/passwd")).toEqual({
    ok: false,
    error: {
      name: "UserError",
      message: '"passwd" is not among the recent files. Open it with the file dialog.',
    },
  });
});
