import { app, shell, type WebContents } from "electron";
import { EDITOR_ORIGIN, ENGINE_ORIGIN } from "../../shared/contracts/ipc";

const PAGES: ReadonlySet<string> = new Set([`${EDITOR_ORIGIN}/index.html`, `${ENGINE_ORIGIN}/engine.html`]);

/** Holds for every page that ever comes to be, whoever makes it. */
export function setupNavigationRules(): void {
  app.on("web-contents-created", (_event, contents) => refuseNavigation(contents));
}

/** Our windows show our two pages. Links to the web open in the person's browser; anything else is dropped. */
function refuseNavigation(contents: WebContents): void {
  contents.on("will-frame-navigate", (event) => {
    if (event.isMainFrame && isOwnPage(event.url)) return;
    event.preventDefault();
    openOutside(event.url);
  });
  contents.on("will-redirect", (event) => {
    if (!isOwnPage(event.url)) event.preventDefault();
  });
  contents.on("will-attach-webview", (event) => event.preventDefault());
  contents.setWindowOpenHandler(({ url }) => {
    openOutside(url);
    return { action: "deny" };
  });
}

/** A page may reload itself, with whatever query and fragment. */
function isOwnPage(url: string): boolean {
  return PAGES.has(url.replace(/[?#].*$/, ""));
}

/** Only the web: `file:` and custom schemes could start programs. */
function openOutside(url: string): void {
  if (!URL.canParse(url)) return;
  const { protocol } = new URL(url);
  if (protocol === "http:" || protocol === "https:") void shell.openExternal(url);
}
