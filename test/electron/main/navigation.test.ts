import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { setupNavigationRules } from "../../../electron/main/navigation";
import { app, reset, StubContents, shell } from "../electron-stub";

vi.mock("electron", () => import("../electron-stub"));

let contents: StubContents;
beforeEach(() => {
  setupNavigationRules();
  contents = new StubContents();
  app.emit("web-contents-created", {}, contents);
});
afterEach(reset);

function navigate(url: string, isMainFrame = true): boolean {
  const preventDefault = vi.fn();
  contents.emit("will-frame-navigate", { url, isMainFrame, preventDefault });
  return preventDefault.mock.calls.length === 0;
}

describe("a page", () => {
  it.each(["app://editor/index.html", "app://editor/index.html?theme=dark#run"])(
    "may reload itself: %s",
    (url) => {
      expect([navigate(url), shell.openExternal.mock.calls]).toEqual([true, []]);
    },
  );

  it.each([
    "app://editor/assets/index-1a2b.js",
    "app://elsewhere/index.html",
    "file:///etc/passwd",
    "data:text/html,hello",
    "javascript:alert(1)",
    "mailto:someone@example.org",
    "vscode://open",
    "not an address",
  ])("goes nowhere by %s", (url) => {
    expect([navigate(url), shell.openExternal.mock.calls]).toEqual([false, []]);
  });

  it.each(["https://arxiv.org/abs/1512.03385", "http://yann.lecun.com/"])(
    "sends %s to the person's browser",
    (url) => {
      expect([navigate(url), shell.openExternal.mock.calls]).toEqual([false, [[url]]]);
    },
  );

  it("has no frames that navigate, and is redirected nowhere", () => {
    const redirect = { url: "https://example.org/", preventDefault: vi.fn() };
    contents.emit("will-redirect", redirect);
    expect([navigate("app://editor/index.html", false), redirect.preventDefault.mock.calls.length]).toEqual([
      false,
      1,
    ]);
  });

  it("opens no window; links to the web open outside", () => {
    const answers = ["https://arxiv.org/", "app://editor/index.html", "file:///tmp/x"].map((url) =>
      contents.windowOpenHandler?.({ url }),
    );
    expect([answers, shell.openExternal.mock.calls]).toEqual([
      [{ action: "deny" }, { action: "deny" }, { action: "deny" }],
      [["https://arxiv.org/"]],
    ]);
  });

  it("attaches no guest", () => {
    const event = { preventDefault: vi.fn() };
    contents.emit("will-attach-webview", event);
    expect(event.preventDefault).toHaveBeenCalledOnce();
  });
});
