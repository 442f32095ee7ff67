import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { createRecentFiles } from "../../../electron/main/recent-files";

let folder: string;
let file: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "blockwise-recent-"));
  file = join(folder, "recent-files.json");
});
afterEach(() => rm(folder, { recursive: true }));

it("lists the newest first, each once, with its name and place", async () => {
  const recent = createRecentFiles(file);
  await recent.add("/work/alexnet.blockwise", 1);
  await recent.add("/work/vgg.blockwise", 2);
  await recent.add("/work/alexnet.blockwise", 3);
  expect(await recent.list()).toEqual([
    { id: "/work/alexnet.blockwise", name: "alexnet.blockwise", location: "/work", openedAt: 3 },
    { id: "/work/vgg.blockwise", name: "vgg.blockwise", location: "/work", openedAt: 2 },
  ]);
});

it("keeps twelve, whatever comes at once", async () => {
  const recent = createRecentFiles(file);
  await Promise.all(Array.from({ length: 20 }, (_, index) => recent.add(`/work/${index}.blockwise`, index)));
  expect((await recent.list()).map(({ openedAt }) => openedAt)).toEqual(
    Array.from({ length: 12 }, (_, index) => 19 - index),
  );
});

it("forgets what it is told to, for the next start as well", async () => {
  const recent = createRecentFiles(file);
  await recent.add("/work/alexnet.blockwise", 1);
  await recent.forget("/work/alexnet.blockwise");
  expect([await createRecentFiles(file).list(), JSON.parse(await readFile(file, "utf8"))]).toEqual([[], []]);
});

it.each(["{", '[{"path": 7}]', "null"])("starts anew, with a warning, from %s", async (content) => {
  const warn = vi.spyOn(console, "warn").mockImplementation(() => undefined);
  await writeFile(file, content);
  const recent = createRecentFiles(file);
  await recent.add("/work/vgg.blockwise", 5);
  expect((await recent.list()).map(({ name }) => name)).toEqual(["vgg.blockwise"]);
  expect(warn).toHaveBeenCalled();
});
