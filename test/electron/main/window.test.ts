import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { setupFileService } from "../../../electron/main/file-service";
import { pathsIn, setupOpenRequests } from "../../../electron/main/open-requests";
import { setupSingleInstance } from "../../../electron/main/single-instance";
import { openEditorWindow } from "../../../electron/main/window";
import { setupWindowService } from "../../../electron/main/window-service";
import {
  app,
  type BrowserWindow,
  dialog,
  fromEditor,
  invoke,
  reset,
  type StubContents,
} from "../electron-stub";

vi.mock("electron", () => import("../electron-stub"));

const UNSAVED = { message: "Save?", detail: "Lost.", save: "Save", discard: "Don't save", cancel: "Cancel" };

let window: BrowserWindow;
let page: StubContents;
beforeEach(() => {
  setupWindowService();
  window = openEditorWindow() as unknown as BrowserWindow;
  page = window.webContents;
});
afterEach(reset);

function close(): boolean {
  const event = { preventDefault: vi.fn() };
  window.emit("close", event);
  return event.preventDefault.mock.calls.length === 0;
}

it("opens sandboxed and isolated, and shows itself when there is something to see", () => {
  expect(window.options).toMatchObject({
    show: false,
    webPreferences: { sandbox: true, contextIsolation: true, nodeIntegration: false, webviewTag: false },
  });
  window.emit("ready-to-show");
  expect([window.loadURL.mock.calls, window.show.mock.calls.length]).toEqual([
    [["app://editor/index.html"]],
    1,
  ]);
});

describe("closing", () => {
  async function editAndClose(answer: number): Promise<boolean> {
    const files = { projectFiles: "Projects", openableFiles: "All" };
    await invoke(fromEditor(page), "window.setText", { ...files, unsaved: UNSAVED });
    await invoke(fromEditor(page), "window.setTitle", "AlexNet", true);
    dialog.showMessageBox.mockResolvedValueOnce({ response: answer });
    const closed = close();
    await vi.waitFor(() => expect(dialog.showMessageBox).toHaveBeenCalled());
    await Promise.resolve();
    return closed;
  }

  it("just closes when nothing is unsaved", () => {
    expect([close(), dialog.showMessageBox.mock.calls]).toEqual([true, []]);
  });

  it("asks in the page's words when something is", async () => {
    expect(await editAndClose(2)).toBe(false);
    expect(dialog.showMessageBox.mock.calls[0]?.[1]).toMatchObject({
      message: "Save?",
      buttons: ["Save", "Don't save", "Cancel"],
      cancelId: 2,
    });
    expect([window.destroyed, page.send.mock.calls, window.setDocumentEdited.mock.lastCall]).toEqual([
      false,
      [],
      [true],
    ]);
  });

  it("closes without saving when told so", async () => {
    await editAndClose(1);
    expect(window.destroyed).toBe(true);
  });

  it.each([true, false])("has the page save first, and closes if it did: %s", async (saved) => {
    await editAndClose(0);
    expect(page.send.mock.calls).toEqual([["blockwise:on.saveBeforeClose", null]]);
    await invoke(fromEditor(page), "window.finishClose", saved);
    expect(window.destroyed).toBe(saved);
  });
});

describe("a crash of the editor", () => {
  function crash(): void {
    vi.spyOn(console, "error").mockImplementation(() => undefined);
    page.emit("render-process-gone", {}, { reason: "crashed", exitCode: 11 });
  }

  it("brings it back once, and does not loop", () => {
    crash();
    expect([page.reload.mock.calls.length, window.destroyed]).toEqual([1, false]);
    crash();
    expect([page.reload.mock.calls.length, window.destroyed]).toEqual([1, true]);
  });
});

describe("files that the system asks for", () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "blockwise-open-"));
    app.paths.userData = folder;
    await writeFile(join(folder, "vgg.blockwise"), "vgg");
    setupFileService();
    setupOpenRequests();
  });
  afterEach(() => rm(folder, { recursive: true }));

  it("wait for the page to listen", async () => {
    app.emit("open-file", { preventDefault: vi.fn() }, join(folder, "vgg.blockwise"));
    expect(page.send.mock.calls).toEqual([]);
    await invoke(fromEditor(page), "files.acceptOpenRequests");
    const file = { handle: join(folder, "vgg.blockwise"), name: "vgg.blockwise", text: "vgg" };
    expect(page.send.mock.calls).toEqual([["blockwise:on.openFile", file]]);
  });

  it("come from a second start as well, which then ends", async () => {
    expect(setupSingleInstance()).toBe(true);
    await invoke(fromEditor(page), "files.acceptOpenRequests");
    app.emit("second-instance", {}, ["blockwise", "vgg.blockwise"], folder);
    await vi.waitFor(() => expect(page.send.mock.calls).toHaveLength(1));
    expect(window.focus).toHaveBeenCalled();

    app.requestSingleInstanceLock.mockReturnValueOnce(false);
    expect([setupSingleInstance(), app.quit.mock.calls.length]).toEqual([false, 1]);
  });

  it("are named to the person when they cannot be read", async () => {
    await invoke(fromEditor(page), "files.acceptOpenRequests");
    app.emit("open-file", { preventDefault: vi.fn() }, join(folder, "gone.blockwise"));
    await vi.waitFor(() => expect(dialog.showErrorBox).toHaveBeenCalled());
    expect(dialog.showErrorBox.mock.calls[0]?.[1]).toContain('"gone.blockwise" is no longer in');
  });

  it("are models of other programs as well, by their sizes", async () => {
    await writeFile(join(folder, "net.onnx"), "model");
    setupSingleInstance();
    await invoke(fromEditor(page), "files.acceptOpenRequests");
    app.emit("second-instance", {}, ["blockwise", "net.onnx"], folder);
    app.emit("open-file", { preventDefault: vi.fn() }, join(folder, "net.onnx"));
    await vi.waitFor(() => expect(page.send.mock.calls).toHaveLength(2));
    const file = { name: "net.onnx", size: 5, place: expect.any(String) };
    expect(page.send.mock.calls).toEqual([
      ["blockwise:on.openFile", file],
      ["blockwise:on.openFile", file],
    ]);
  });

  it("are the projects and models of a command line, and nothing else of it", () => {
    const options = ["--no-sandbox", ".", "--x=b.json", "d.png"];
    const argv = ["/opt/blockwise", ...options, "a.blockwise", "/w/c.JSON", "e.onnx"];
    expect(pathsIn(argv, "/home/ada")).toEqual(["/home/ada/a.blockwise", "/w/c.JSON", "/home/ada/e.onnx"]);
  });
});
