import { protocol, type Session } from "electron";
import { APP_SCHEME, EDITOR_ORIGIN, ENGINE_ORIGIN } from "../../shared/contracts/ipc";
import { serveAsset } from "../serve/asset";
import { rendererRoot } from "./paths";

/** Standard and secure, so that the pages have storage, modules and cross-origin isolation. Only before `ready`. */
export function registerAppScheme(): void {
  protocol.registerSchemesAsPrivileged([
    {
      scheme: APP_SCHEME,
      privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true },
    },
  ]);
}

export function serveAppScheme(session: Session): void {
  session.protocol.handle(APP_SCHEME, (request) => answerAppRequest(request, rendererRoot()));
}

/** The pages live under two host names; nothing answers under any other. */
export async function answerAppRequest(request: Request, root: string): Promise<Response> {
  const url = new URL(request.url);
  const origin = `${url.protocol}//${url.host}`;
  if (origin !== EDITOR_ORIGIN && origin !== ENGINE_ORIGIN) return new Response(null, { status: 404 });
  const reply = await serveAsset(root, request.method, url.pathname);
  return new Response(request.method === "HEAD" ? null : reply.body, {
    status: reply.status,
    headers: reply.headers,
  });
}
