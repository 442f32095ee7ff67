import type { ConsoleMessage, Page } from "playwright-core";

/** Collects what a page complains of: uncaught errors, console errors, answers and requests that failed. */
export function watchPage(page: Page, expected: readonly RegExp[]): readonly string[] {
  const errors: string[] = [];
  const note = (text: string): void => {
    if (!expected.some((pattern) => pattern.test(text))) errors.push(text);
  };
  page.on("pageerror", (error) => note(error.stack ?? error.message));
  page.on("console", (message) => {
    if (message.type() === "error") note(describe(message));
  });
  page.on("requestfailed", (request) => {
    const reason = request.failure()?.errorText ?? "unknown";
    // A reload cancels what is still on its way.
    if (reason !== "net::ERR_ABORTED") note(`${request.url()} failed: ${reason}`);
  });
  page.on("crash", () => note("The page crashed."));
  return errors;
}

function describe(message: ConsoleMessage): string {
  const { url, lineNumber } = message.location();
  return `${message.text()} (${url}:${lineNumber})`;
}
