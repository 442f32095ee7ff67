import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type RunningServer, startServer } from "../../../electron/server/main";

let folder: string;
let server: RunningServer;
let port: number;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "blockwise-server-"));
  await writeFile(join(folder, "index.html"), "<title>Blockwise</title>");
  await writeFile(join(folder, "kernels.wasm"), new Uint8Array([0, 97, 115, 109]));
  server = await startServer({ root: folder, port: 0, host: "127.0.0.1" });
  port = Number(new URL(server.url).port);
});
afterAll(async () => {
  await server.close();
  await rm(folder, { recursive: true });
});

interface Answer {
  readonly status: number | undefined;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

/** Sends the path as it is; `fetch` would tidy it first. */
function get(path: string, options: { method?: string; host?: string } = {}): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const { method = "GET", host = `127.0.0.1:${port}` } = options;
    const sent = request({ host: "127.0.0.1", port, path, method, headers: { host } }, (response) => {
      let body = "";
      response.setEncoding("utf8");
      response.on("data", (chunk: string) => {
        body += chunk;
      });
      response.on("end", () => resolve({ status: response.statusCode, headers: response.headers, body }));
    });
    sent.on("error", reject);
    sent.end();
  });
}

describe("the static server", () => {
  it("serves the start page, isolated, at the address it names", async () => {
    const { status, headers, body } = await get("/?network=resnet-50");
    expect(server.url).toBe(`http://127.0.0.1:${port}/`);
    expect({ status, body }).toEqual({ status: 200, body: "<title>Blockwise</title>" });
    expect(headers).toMatchObject({
      "content-type": "text/html; charset=utf-8",
      "content-length": "24",
      "cross-origin-opener-policy": "same-origin",
      "cross-origin-embedder-policy": "require-corp",
      "cross-origin-resource-policy": "same-origin",
      "x-content-type-options": "nosniff",
      "content-security-policy": expect.stringContaining("default-src 'none'"),
    });
  });

  it("serves WASM by the type that lets browsers compile it as it streams", async () => {
    expect((await get("/kernels.wasm")).headers["content-type"]).toBe("application/wasm");
  });

  it("answers HEAD without a body", async () => {
    const { status, headers, body } = await get("/index.html", { method: "HEAD" });
    expect({ status, length: headers["content-length"], body }).toEqual({
      status: 200,
      length: "24",
      body: "",
    });
  });

  it.each(["/../package.json", "/%2e%2e/package.json", "/..%2f..%2fetc/passwd"])(
    "refuses %s",
    async (path) => {
      expect((await get(path)).status).toBe(400);
    },
  );

  it.each(["blockwise.example", "127.0.0.1", "localhost:1", "evil.example:80"])(
    "refuses the foreign host name %j",
    async (host) => {
      expect((await get("/index.html", { host })).body).not.toContain("<title>");
    },
  );

  it("answers to localhost, too", async () => {
    expect((await get("/index.html", { host: `localhost:${port}` })).status).toBe(200);
  });

  it("says which port is taken", async () => {
    await expect(startServer({ root: folder, port, host: "127.0.0.1" })).rejects.toMatchObject({
      code: "EADDRINUSE",
      port,
    });
  });
});
