import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { setupExportService } from "../../../electron/main/export-service";
import { app, dialog, fromEditor, invoke, reset, StubContents } from "../electron-stub";

vi.mock("electron", () => import("../electron-stub"));

let folder: string;
let page: StubContents;
let editor: ReturnType<typeof fromEditor>;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "blockwise-export-service-"));
  app.paths.documents = folder;
  page = new StubContents();
  editor = fromEditor(page);
  setupExportService();
});
afterEach(async () => {
  reset();
  await rm(folder, { recursive: true });
});

const REQUEST = {
  suggestedName: "alexnet.onnx",
  title: "ONNX",
  extension: "onnx",
  mediaType: "application/octet-stream",
};

async function value<T>(method: string, ...args: readonly unknown[]): Promise<T> {
  const reply = (await invoke(editor, `exports.${method}`, ...args)) as { ok: boolean; value: T };
  expect(reply).toMatchObject({ ok: true });
  return reply.value;
}

async function chosenFile(path: string): Promise<string> {
  dialog.showSaveDialog.mockResolvedValueOnce({ canceled: false, filePath: path });
  return (await value<{ id: string }>("choose", { ...REQUEST, several: false })).id;
}

describe("writing what the page sends, piece by piece", () => {
  it("puts the file in place when it is whole, and not before", async () => {
    const path = join(folder, "alexnet.onnx");
    await writeFile(path, "old");
    const file = await value<string>("begin", await chosenFile(path), "anything");
    await value("write", file, Uint8Array.of(1, 2));
    const before = await readFile(path, "utf8");
    await value("write", file, Uint8Array.of(3));
    await value("finish", file);
    expect({ before, after: [...(await readFile(path))], files: await readdir(folder) }).toEqual({
      before: "old",
      after: [1, 2, 3],
      files: ["alexnet.onnx"],
    });
  });

  it("leaves nothing of a file that was given up, or whose page went away", async () => {
    const target = await chosenFile(join(folder, "a.onnx"));
    const given = await value<string>("begin", target, "a.onnx");
    await value("abort", given);
    await value<string>("begin", target, "a.onnx");
    page.emit("destroyed");
    await vi.waitFor(async () => expect(await readdir(folder)).toEqual([]));
  });

  it("writes several files into a folder under names of their own, and nowhere else", async () => {
    dialog.showOpenDialog.mockResolvedValueOnce({ canceled: false, filePaths: [folder] });
    const { id } = await value<{ id: string }>("choose", { ...REQUEST, several: true });
    for (const name of ["m.onnx", "m.onnx.data"]) await value("finish", await value("begin", id, name));
    const outside = await invoke(editor, "exports.begin", id, "../escaped.onnx");
    expect({ files: (await readdir(folder)).sort(), outside }).toEqual({
      files: ["m.onnx", "m.onnx.data"],
      outside: { ok: false, error: expect.objectContaining({ name: "UserError" }) },
    });
  });

  it("refuses what no person chose, and says so where a person changed their mind", async () => {
    dialog.showSaveDialog.mockResolvedValueOnce({ canceled: true, filePath: "" });
    expect(await value("choose", { ...REQUEST, several: false })).toBeNull();
    expect(await invoke(editor, "exports.begin", crypto.randomUUID(), "x.onnx")).toMatchObject({ ok: false });
    expect(await invoke(editor, "exports.begin", join(folder, "x.onnx"), "x.onnx")).toMatchObject({
      ok: false,
    });
  });
});
