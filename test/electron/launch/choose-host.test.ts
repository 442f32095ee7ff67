import { expect, test } from "vitest";
import { chooseHost, type Machine } from "../../../electron/launch/choose-host.mjs";
import { parseOptions } from "../../../electron/launch/options.mjs";

const desktop: Machine = {
  platform: "linux",
  env: { DISPLAY: ":0" },
  isRoot: false,
  findElectron: async () => ({ binary: "/electron" }),
};

const electronIsNotAsked = () => Promise.reject(new Error("asked for Electron"));
const browser = { kind: "browser", open: true, reason: null };

test.each<[string, Partial<Machine>, string[], unknown]>([
  ["Electron where its binary is there", {}, [], { kind: "electron", binary: "/electron" }],
  [
    "Electron under Wayland",
    { env: { WAYLAND_DISPLAY: "w" } },
    [],
    { kind: "electron", binary: "/electron" },
  ],
  [
    "Electron on a Mac, which has no DISPLAY",
    { platform: "darwin", env: {} },
    [],
    { kind: "electron", binary: "/electron" },
  ],
  [
    "the browser with the reason where the binary is missing",
    { findElectron: async () => ({ missing: "no network" }) },
    [],
    { ...browser, reason: "Electron is not available (no network): using the browser." },
  ],
  [
    "the browser as root",
    { isRoot: true, findElectron: electronIsNotAsked },
    [],
    { ...browser, reason: "Electron's sandbox does not run as root: using the browser." },
  ],
  ["the browser on request", { findElectron: electronIsNotAsked }, ["--browser"], browser],
  ["the browser for a port", { findElectron: electronIsNotAsked }, ["--port", "8080"], browser],
  [
    "serving alone on request",
    { findElectron: electronIsNotAsked },
    ["--no-open"],
    { ...browser, open: false },
  ],
  [
    "serving alone without a display",
    { env: {}, findElectron: electronIsNotAsked },
    [],
    { kind: "browser", open: false, reason: "There is no display: only serving." },
  ],
  [
    "serving alone on request without a display, with nothing to explain",
    { env: {}, findElectron: electronIsNotAsked },
    ["--no-open"],
    { ...browser, open: false },
  ],
])("takes %s", async (_name, machine, args, expected) => {
  expect(await chooseHost(parseOptions(args), { ...desktop, ...machine })).toEqual(expected);
});
