import { chmod, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { safeFileName } from "../../../electron/main/file-dialogs";
import { setupFileService } from "../../../electron/main/file-service";
import { app, dialog, fromEditor, invoke, reset, StubContents } from "../electron-stub";

vi.mock("electron", () => import("../electron-stub"));

let folder: string;
const page = new StubContents();
const editor = fromEditor(page);

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "blockwise-files-"));
  app.paths.userData = folder;
  setupFileService();
});
afterEach(async () => {
  reset();
  await rm(folder, { recursive: true });
});

function personOpens(path: string): void {
  dialog.showOpenDialog.mockResolvedValueOnce({ canceled: false, filePaths: [path] });
}
function personSavesAs(path: string): void {
  dialog.showSaveDialog.mockResolvedValueOnce({ canceled: false, filePath: path });
}
function save(handle: string | null, text: string) {
  return invoke(editor, "files.save", { handle, suggestedName: "alexnet", text });
}

describe("opening and saving", () => {
  it("opens what the person chose, saves to it without asking, and remembers it", async () => {
    const path = join(folder, "alexnet.blockwise");
    await writeFile(path, "old");
    personOpens(path);
    expect(await invoke(editor, "files.open")).toEqual({
      ok: true,
      value: { handle: path, name: "alexnet.blockwise", text: "old" },
    });
    expect(await save(path, "new")).toEqual({ ok: true, value: { handle: path, name: "alexnet.blockwise" } });
    expect([await readFile(path, "utf8"), dialog.showSaveDialog.mock.calls]).toEqual(["new", []]);
    expect(await invoke(editor, "files.recent")).toMatchObject({ ok: true, value: [{ id: path }] });
  });

  it("asks where to save when the page names a path that nobody chose", async () => {
    const foreign = join(folder, "not-chosen.txt");
    await writeFile(foreign, "precious");
    dialog.showSaveDialog.mockResolvedValueOnce({ canceled: true, filePath: "" });
    expect([await save(foreign, "overwritten"), await readFile(foreign, "utf8")]).toEqual([
      { ok: true, value: null },
      "precious",
    ]);
  });

  it("gives a name without an extension ours", async () => {
    personSavesAs(join(folder, "alexnet"));
    await save(null, "text");
    expect(await readFile(join(folder, "alexnet.blockwise"), "utf8")).toBe("text");
  });

  it("never replaces a file that the dialog did not ask about", async () => {
    const existing = join(folder, "alexnet.blockwise");
    await writeFile(existing, "precious");
    personSavesAs(join(folder, "alexnet"));
    await save(null, "text");
    expect(await readFile(existing, "utf8")).toBe("precious");
  });

  it("answers null when the person thinks better of it", async () => {
    dialog.showOpenDialog.mockResolvedValueOnce({ canceled: true, filePaths: [] });
    expect(await invoke(editor, "files.open")).toEqual({ ok: true, value: null });
  });

  it("opens a recent file of an earlier session, and saves to it", async () => {
    const path = join(folder, "vgg.blockwise");
    personSavesAs(path);
    await save(null, "one");
    reset();
    setupFileService();
    expect(await invoke(editor, "files.openRecent", path)).toMatchObject({
      ok: true,
      value: { text: "one" },
    });
    await save(path, "two");
    expect([await readFile(path, "utf8"), dialog.showSaveDialog.mock.calls]).toEqual(["two", []]);
  });

  it("says that a recent file is gone, and what to do", async () => {
    const path = join(folder, "vgg.blockwise");
    personSavesAs(path);
    await save(null, "one");
    await rm(path);
    expect(await invoke(editor, "files.openRecent", path)).toEqual({
      ok: false,
      error: {
        name: "UserError",
        message: `"vgg.blockwise" is no longer in ${folder}. It was moved or deleted; open it from where it is now.`,
      },
    });
  });
});

describe("writing", () => {
  it("keeps the file's mode, follows a link and leaves no draft behind", async () => {
    const target = join(folder, "target.blockwise");
    const link = join(folder, "link.blockwise");
    await writeFile(target, "old");
    await chmod(target, 0o640);
    await symlink(target, link);
    personSavesAs(link);
    await save(null, "new");
    expect({
      text: await readFile(target, "utf8"),
      mode: (await stat(target)).mode & 0o777,
      files: (await readdir(folder)).sort(),
    }).toEqual({
      text: "new",
      mode: 0o640,
      files: ["link.blockwise", "recent-files.json", "target.blockwise"],
    });
  });

  it("writes projects and nothing that would open as a model, which could name files beside it", async () => {
    const path = join(folder, "network.json");
    personSavesAs(path);
    const saved = await save(null, '{"format": "layers-model", "paths": [".bashrc"]}');
    expect([saved, await readdir(folder)]).toEqual([
      {
        ok: false,
        error: {
          name: "UserError",
          message:
            '"network.json" would be a model of another program, and projects are expected. Save it with the ending .blockwise.',
        },
      },
      [],
    ]);
  });

  it("reports a folder that is not there and keeps the work", async () => {
    personSavesAs(join(folder, "gone/alexnet.blockwise"));
    expect(await save(null, "text")).toMatchObject({
      ok: false,
      error: { name: "UserError", message: expect.stringContaining("Your work is still open") },
    });
  });
});

it.each([
  ["ResNet-50", "ResNet-50.blockwise"],
  ["../../etc/passwd", "-..-etc-passwd.blockwise"],
  ["a/b\\c:d", "a-b-c-d.blockwise"],
  [".hidden", "hidden.blockwise"],
  ["", "network.blockwise"],
  ["Inception v1.5", "Inception v1.5.blockwise"],
  ["vgg.json", "vgg.json"],
])("suggests %j as %j", (suggested, name) => {
  expect(safeFileName(suggested)).toBe(name);
});
