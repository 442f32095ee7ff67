import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { answerAppRequest, registerAppScheme } from "../../../electron/main/scheme";
import { protocol } from "../electron-stub";

vi.mock("electron", () => import("../electron-stub"));

let root: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "blockwise-scheme-"));
  await writeFile(join(root, "index.html"), "<title>Blockwise</title>");
});
afterAll(() => rm(root, { recursive: true }));

it("is a secure, standard scheme that other origins may not read and no policy spares", () => {
  registerAppScheme();
  expect(protocol.registerSchemesAsPrivileged).toHaveBeenCalledWith([
    {
      scheme: "app",
      privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true },
    },
  ]);
});

it.each(["app://editor/index.html", "app://engine/index.html?x#y"])("serves %s, isolated", async (url) => {
  const response = await answerAppRequest(new Request(url), root);
  expect({
    status: response.status,
    body: await response.text(),
    isolated: response.headers.get("Cross-Origin-Embedder-Policy"),
    policy: response.headers.get("Content-Security-Policy")?.split("; ")[0],
  }).toEqual({
    status: 200,
    body: "<title>Blockwise</title>",
    isolated: "require-corp",
    policy: "default-src 'none'",
  });
});

it.each([
  ["app://elsewhere/index.html", 404],
  ["app://editor/%2e%2e%2fpackage.json", 400],
  ["app://editor/..%5cpackage.json", 400],
  ["app://editor/missing.js", 404],
])("refuses %s", async (url, status) => {
  expect((await answerAppRequest(new Request(url), root)).status).toBe(status);
});

it("answers no other method than GET and HEAD", async () => {
  const response = await answerAppRequest(new Request("app://editor/index.html", { method: "POST" }), root);
  expect(response.status).toBe(405);
});
