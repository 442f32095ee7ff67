import { beforeAll, describe, expect, it, vi } from "vitest";
import { setupSessions } from "../../../electron/main/sessions";
import { session } from "../electron-stub";

vi.mock("electron", () => import("../electron-stub"));

beforeAll(() => setupSessions());

describe.each([
  ["the editor's", session.defaultSession],
  ["the engine's", session.fromPartition("persist:engine")],
])("%s session", (_whose, target) => {
  it("serves the app's scheme", () => {
    expect(target.protocol.handle).toHaveBeenCalledWith("app", expect.any(Function));
  });

  it.each([
    ["media", false],
    ["geolocation", false],
    ["notifications", false],
    ["clipboard-read", false],
    ["openExternal", false],
    ["unknown", false],
    ["clipboard-sanitized-write", true],
    ["fullscreen", true],
  ])("answers the wish for %s with %s, asked either way", (permission, granted) => {
    const request = target.setPermissionRequestHandler.mock.lastCall?.[0];
    const check = target.setPermissionCheckHandler.mock.lastCall?.[0];
    const callback = vi.fn();
    request(null, permission, callback);
    expect([callback.mock.calls, check(null, permission)]).toEqual([[[granted]], granted]);
  });

  it("gives no device away", () => {
    expect(target.setDevicePermissionHandler.mock.lastCall?.[0]({ deviceType: "usb" })).toBe(false);
  });

  it.each([
    ["app://editor/index.html", false],
    ["blob:app://engine/1-2-3", false],
    ["data:image/png;base64,AA==", false],
    ["https://example.org/track.js", true],
    ["ws://127.0.0.1:9000/", true],
    ["file:///etc/passwd", true],
  ])("fetches %s: cancelled %s", (url, cancel) => {
    const callback = vi.fn();
    target.webRequest.onBeforeRequest.mock.lastCall?.[0]({ url }, callback);
    expect(callback.mock.calls).toEqual([[{ cancel }]]);
  });
});
