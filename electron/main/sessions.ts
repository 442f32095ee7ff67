import { type Session, session } from "electron";
import { serveAppScheme } from "./scheme";

const ENGINE_PARTITION = "persist:engine";

/** Copying text and filling the screen in a lecture harm nobody; everything else that a page may ask for is refused. */
const GRANTED: ReadonlySet<string> = new Set(["clipboard-sanitized-write", "fullscreen"]);

/** What our pages consist of; the tools for developers have a scheme of their own. */
const LOCAL_SCHEMES: ReadonlySet<string> = new Set(["app:", "blob:", "data:", "devtools:"]);

export function setupSessions(): void {
  for (const each of [session.defaultSession, engineSession()]) {
    serveAppScheme(each);
    refusePermissions(each);
    refuseNetwork(each);
  }
}

/** Apart from the editor's session, so that the two never share a renderer process, nor storage. */
export function engineSession(): Session {
  return session.fromPartition(ENGINE_PARTITION);
}

function refusePermissions(target: Session): void {
  target.setPermissionRequestHandler((_contents, permission, callback) => callback(GRANTED.has(permission)));
  target.setPermissionCheckHandler((_contents, permission) => GRANTED.has(permission));
  target.setDevicePermissionHandler(() => false);
}

/** The app works offline. The content policy forbids connections already; this holds where no policy reaches. */
function refuseNetwork(target: Session): void {
  target.webRequest.onBeforeRequest((details, callback) => {
    callback({ cancel: !LOCAL_SCHEMES.has(new URL(details.url).protocol) });
  });
}
