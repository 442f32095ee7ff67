import { once } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { serveAsset } from "../serve/asset";
import { securityHeaders } from "../serve/headers";

interface ServerOptions {
  /** The folder of the built pages. */
  readonly root: string;
  /** 0 takes any free port. */
  readonly port: number;
  readonly host: "127.0.0.1";
}

export interface RunningServer {
  readonly url: string;
  close(): Promise<void>;
}

/** Serves the bundle to this machine alone. Rejects with Node's error (`EADDRINUSE`) where the port is taken. */
export async function startServer({ root, port, host }: ServerOptions): Promise<RunningServer> {
  const server = createServer((request, response) => {
    answer(root, server, request, response).catch((error: unknown) => {
      response.destroy(error instanceof Error ? error : new Error(String(error)));
    });
  });
  server.listen(port, host);
  await once(server, "listening");
  return {
    url: `http://${host}:${portOf(server)}/`,
    close: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, "close");
    },
  };
}

async function answer(root: string, server: Server, request: IncomingMessage, response: ServerResponse) {
  if (!isOwnHost(request.headers.host, portOf(server))) {
    // A page elsewhere whose name was pointed at 127.0.0.1 (DNS rebinding) must not read through us.
    const contentType = "text/plain; charset=utf-8";
    response.writeHead(421, { ...securityHeaders(contentType), "Content-Type": contentType });
    response.end("This server answers to 127.0.0.1 and localhost only.");
    return;
  }
  const method = request.method ?? "GET";
  // Not parsed as a URL: that would resolve the dots that are to be refused.
  const pathname = (request.url ?? "/").replace(/[?#].*$/, "");
  const reply = await serveAsset(root, method, pathname);
  response.writeHead(reply.status, { ...reply.headers, "Content-Length": reply.body.byteLength });
  response.end(method === "HEAD" ? undefined : reply.body);
}

function isOwnHost(header: string | undefined, port: number): boolean {
  return header === `127.0.0.1:${port}` || header === `localhost:${port}`;
}

function portOf(server: Server): number {
  return (server.address() as AddressInfo).port;
}
