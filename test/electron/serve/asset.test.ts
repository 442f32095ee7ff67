import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { safeRelativePath, serveAsset } from "../../../electron/serve/asset";

let folder: string;
let root: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "blockwise-asset-"));
  root = join(folder, "dist");
  await mkdir(join(root, "assets"), { recursive: true });
  await writeFile(join(root, "index.html"), "<title>Blockwise</title>");
  await writeFile(join(root, "assets/engine-1a2b.wasm"), new Uint8Array([0, 97, 115, 109]));
  await writeFile(join(root, "assets/worker-3c4d.js"), "export {}");
  await writeFile(join(folder, "secret.txt"), "secret");
  await symlink(join(folder, "secret.txt"), join(root, "assets/link.txt"));
  await mkdir(`${root}-beside`);
  await writeFile(join(`${root}-beside`, "secret.txt"), "secret");
});
afterAll(() => rm(folder, { recursive: true }));

async function statusAndType(path: string) {
  const { status, headers, body } = await serveAsset(root, "GET", path);
  return { status, type: headers["Content-Type"], cache: headers["Cache-Control"], bytes: body.byteLength };
}

describe("a file of the bundle", () => {
  it.each([
    ["/", "text/html; charset=utf-8", "no-cache", 24],
    ["/index.html", "text/html; charset=utf-8", "no-cache", 24],
    ["/assets/engine-1a2b.wasm", "application/wasm", "public, max-age=31536000, immutable", 4],
    ["/assets/worker%2D3c4d.js", "text/javascript; charset=utf-8", "public, max-age=31536000, immutable", 9],
  ])("%s has its type and says how long it keeps", async (path, type, cache, bytes) => {
    expect(await statusAndType(path)).toEqual({ status: 200, type, cache, bytes });
  });

  it("isolates the page and admits only what is part of the bundle", async () => {
    const { headers } = await serveAsset(root, "GET", "/index.html");
    expect(headers).toMatchObject({
      "Cross-Origin-Opener-Policy": "same-origin",
      "Cross-Origin-Embedder-Policy": "require-corp",
      "Cross-Origin-Resource-Policy": "same-origin",
      "X-Content-Type-Options": "nosniff",
      "Referrer-Policy": "no-referrer",
    });
    expect(headers["Content-Security-Policy"]?.split("; ")).toEqual(
      expect.arrayContaining([
        "default-src 'none'",
        "script-src 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
      ]),
    );
  });

  it("lets only workers compile WASM and run threads from blobs", async () => {
    const policyOf = async (path: string) =>
      (await serveAsset(root, "GET", path)).headers["Content-Security-Policy"]
        ?.split("; ")
        .find((directive) => directive.startsWith("script-src"));
    expect([await policyOf("/index.html"), await policyOf("/assets/worker-3c4d.js")]).toEqual([
      "script-src 'self'",
      "script-src 'self' blob: 'wasm-unsafe-eval'",
    ]);
  });
});

describe("a path that tries to leave the bundle", () => {
  it.each([
    "/../secret.txt",
    "/assets/../../secret.txt",
    "/%2e%2e/secret.txt",
    "/%2e%2e%2fsecret.txt",
    "/..%5csecret.txt",
    "/assets/./../index.html",
    "/C:/secret.txt",
    "/index.html%00.png",
    "/%E0%A4%A",
    "secret.txt",
  ])("%s is refused", async (path) => {
    expect(safeRelativePath(path)).toBeNull();
    expect((await serveAsset(root, "GET", path)).status).toBe(400);
  });

  it.each(["/assets/link.txt", "/assets", "/missing.js", "//etc/passwd"])("%s is not found", async (path) => {
    const { status, headers } = await serveAsset(root, "GET", path);
    expect({ status, isolated: headers["Cross-Origin-Embedder-Policy"] }).toEqual({
      status: 404,
      isolated: "require-corp",
    });
  });

  it("does not take a folder whose name begins alike for the root", async () => {
    await symlink(`${root}-beside/secret.txt`, join(root, "beside.txt"));
    expect((await serveAsset(root, "GET", "/beside.txt")).status).toBe(404);
  });
});

it.each(["POST", "PUT", "DELETE", "OPTIONS"])("%s is not answered", async (method) => {
  const { status, headers } = await serveAsset(root, method, "/index.html");
  expect({ status, allow: headers.Allow }).toEqual({ status: 405, allow: "GET, HEAD" });
});
