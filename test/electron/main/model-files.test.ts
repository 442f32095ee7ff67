import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { setupFileService } from "../../../electron/main/file-service";
import { app, dialog, fromEditor, invoke, reset, StubContents } from "../electron-stub";

vi.mock("electron", () => import("../electron-stub"));

const MODEL = 'weights in "net.onnx.data" and "gone.data"';
const editor = fromEditor(new StubContents());
let folder: string;
let model: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "blockwise-models-"));
  app.paths.userData = folder;
  setupFileService();
  model = join(folder, "net.onnx");
  await writeFile(model, MODEL);
  await writeFile(join(folder, "net.onnx.data"), "weights");
  await writeFile(join(folder, "secret.txt"), "secret");
});
afterEach(async () => {
  vi.useRealTimers();
  reset();
  await rm(folder, { recursive: true });
});

/** The id by which the page asks for more. */
async function personOpens(path: string): Promise<string> {
  dialog.showOpenDialog.mockResolvedValueOnce({ canceled: false, filePaths: [path] });
  const opened = (await invoke(editor, "files.open")) as { value: { place?: string; handle?: string } };
  return opened.value.place ?? opened.value.handle ?? "";
}

/** What the page is given: the text, or the message of the refusal. */
async function answer(call: string, ...args: unknown[]): Promise<string> {
  const reply = (await invoke(editor, call, ...args)) as
    | { ok: true; value: ArrayBuffer }
    | { ok: false; error: { message: string } };
  return reply.ok ? new TextDecoder().decode(reply.value) : reply.error.message;
}

it("is offered beside projects, opens by its size and is among the recent files", async () => {
  const place = await personOpens(model);
  const all = dialog.showOpenDialog.mock.calls[0]?.[0].filters;
  const again = await invoke(editor, "files.openRecent", model);
  expect({ place, kinds: all.map(({ extensions }: { extensions: string[] }) => extensions), again }).toEqual({
    place: expect.not.stringContaining(folder),
    kinds: [["blockwise", "json", "onnx"], ["blockwise", "json"], ["json"], ["onnx"]],
    again: { ok: true, value: { name: "net.onnx", size: MODEL.length, place: expect.any(String) } },
  });
});

it("gives the parts that are asked for, up to its end", async () => {
  const place = await personOpens(model);
  const parts = [
    [0, 7],
    [11, 10_000],
  ];
  const given = parts.map(([begin, end]) => answer("files.readModel", place, begin, end));
  expect(await Promise.all(given)).toEqual(["weights", '"net.onnx.data" and "gone.data"']);
});

it("that has changed since it was opened is read no more, and opened again is", async () => {
  const place = await personOpens(model);
  await writeFile(model, `${MODEL} and more`);
  const refused = [
    await answer("files.readModel", place, 0, 7),
    await answer("files.readBeside", place, "net.onnx.data"),
  ];
  const again = await personOpens(model);
  const message = '"net.onnx" has changed since the model was opened. Open "net.onnx" again.';
  expect([refused, await answer("files.readModel", again, 0, 7)]).toEqual([[message, message], "weights"]);
});

it("is never written over", async () => {
  await personOpens(model);
  dialog.showSaveDialog.mockResolvedValueOnce({ canceled: true, filePath: "" });
  const saved = await invoke(editor, "files.save", { handle: model, suggestedName: "net", text: "project" });
  expect([saved, await readFile(model, "utf8")]).toEqual([{ ok: true, value: null }, MODEL]);
});

it("brings the files that it names out of its folder, and no others", async () => {
  const place = await personOpens(model);
  const beside = (name: string) => answer("files.readBeside", place, name);
  expect([
    await beside("net.onnx.data"),
    await beside("secret.txt"),
    await beside("../secret.txt"),
    await beside("gone.data"),
  ]).toEqual([
    "weights",
    '"net.onnx" names no file "secret.txt" beside it.',
    '"net.onnx" names no file "../secret.txt" beside it.',
    `"net.onnx" has its weights in "gone.data" beside it, and that is not there. Put it into ${folder}.`,
  ]);
});

it("is not read together with weights that are newer than its opening", async () => {
  vi.useFakeTimers({ toFake: ["Date"], now: Date.now() - 60_000 });
  const place = await personOpens(model);
  expect(await answer("files.readBeside", place, "net.onnx.data")).toBe(
    '"net.onnx.data" has changed since the model was opened. Open "net.onnx" again.',
  );
});

it("is what files are read beside, and no project, whatever it says", async () => {
  const project = join(folder, "mine.blockwise");
  await writeFile(project, '"secret.txt"');
  const handle = await personOpens(project);
  const unknown = await answer("files.readBeside", crypto.randomUUID(), "secret.txt");
  const places = await Promise.all(
    [handle, model].map((path) => answer("files.readBeside", path, "secret.txt")),
  );
  expect([unknown, ...places]).toEqual([
    "This model is not open any more. Open it again.",
    expect.stringContaining("arguments it cannot take"),
    expect.stringContaining("arguments it cannot take"),
  ]);
});
