import { readFile, realpath } from "node:fs/promises";
import { join, sep } from "node:path";
import { contentTypeOf } from "./content-type";
import { securityHeaders } from "./headers";

interface AssetReply {
  readonly status: 200 | 400 | 404 | 405;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array<ArrayBuffer>;
}

/** Answers a request for a file of the bundle. `pathname` is as the URL has it: percent-encoded, with a leading slash. */
export async function serveAsset(root: string, method: string, pathname: string): Promise<AssetReply> {
  if (method !== "GET" && method !== "HEAD") {
    return plain(405, "Only GET and HEAD are answered here.", { Allow: "GET, HEAD" });
  }
  const relative = safeRelativePath(pathname);
  if (relative === null) return plain(400, "This path is not allowed.");
  const body = await readInside(root, relative);
  if (body === null) return plain(404, "There is no such file.");
  const contentType = contentTypeOf(relative);
  return {
    status: 200,
    headers: {
      ...securityHeaders(contentType),
      "Content-Type": contentType,
      // The build puts a hash of its content into the name of every asset.
      "Cache-Control": relative.startsWith("assets/") ? "public, max-age=31536000, immutable" : "no-cache",
    },
    body,
  };
}

/** The path below the root, or null for anything that tries to leave it, however it is encoded. */
export function safeRelativePath(pathname: string): string | null {
  const decoded = decode(pathname);
  if (decoded === null || /[\0\\:]/.test(decoded) || !decoded.startsWith("/")) return null;
  const segments = decoded.slice(1).split("/");
  if (segments.some((segment) => segment === ".." || segment === ".")) return null;
  const path = segments.join("/");
  return path === "" ? "index.html" : path;
}

function decode(pathname: string): string | null {
  try {
    return decodeURIComponent(pathname);
  } catch {
    return null;
  }
}

/** Null if there is no such file, or if a link leads out of the root. */
async function readInside(root: string, relative: string): Promise<Uint8Array<ArrayBuffer> | null> {
  try {
    const [realRoot, file] = await Promise.all([realpath(root), realpath(join(root, relative))]);
    return file.startsWith(realRoot + sep) ? new Uint8Array(await readFile(file)) : null;
  } catch {
    return null;
  }
}

function plain(
  status: 400 | 404 | 405,
  message: string,
  extra: Readonly<Record<string, string>> = {},
): AssetReply {
  const contentType = "text/plain; charset=utf-8";
  return {
    status,
    headers: {
      ...securityHeaders(contentType),
      "Content-Type": contentType,
      "Cache-Control": "no-store",
      ...extra,
    },
    body: new Uint8Array(new TextEncoder().encode(message)),
  };
}
