import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { METHODS } from "../../../shared/contracts/ipc";
import { contextBridge, ipcRenderer, reset } from "../electron-stub";

vi.mock("electron", () => import("../electron-stub"));

type Exposed = Record<string, Record<string, (...args: unknown[]) => unknown>>;

const postMessage = vi.fn();

let windows = 0;

async function loadPreloadAt(origin: string): Promise<readonly [string, Exposed] | undefined> {
  vi.stubGlobal("location", { origin });
  vi.stubGlobal("window", { postMessage });
  // Preload works as it is loaded: each window needs one of its own. Resetting modules would reset those of other files too.
  windows += 1;
  await import(/* @vite-ignore */ `../../../electron/preload/preload?window=${windows}`);
  return contextBridge.exposeInMainWorld.mock.lastCall as readonly [string, Exposed] | undefined;
}

beforeEach(reset);
afterEach(() => vi.unstubAllGlobals());

describe("in the editor", () => {
  it("exposes the verbs of the contract and no others", async () => {
    const [name, bridge] = (await loadPreloadAt("app://editor")) ?? [];
    const { on, ...services } = bridge ?? {};
    const verbs = Object.fromEntries(
      Object.entries(services).map(([service, methods]) => [service, Object.keys(methods)]),
    );
    expect([name, typeof on, verbs]).toEqual([
      "blockwise",
      "function",
      Object.fromEntries(
        Object.entries(METHODS).map(([service, methods]) => [service, Object.keys(methods)]),
      ),
    ]);
  });

  it("carries a call with its arguments", async () => {
    const [, bridge] = (await loadPreloadAt("app://editor")) ?? [];
    await bridge?.window?.setTitle?.("AlexNet", true);
    expect(ipcRenderer.invoke.mock.calls).toEqual([["blockwise:window.setTitle", "AlexNet", true]]);
  });

  it("delivers events without Electron's own event, until told to stop", async () => {
    const [, bridge] = (await loadPreloadAt("app://editor")) ?? [];
    const listener = vi.fn();
    const on = bridge?.on as unknown as (event: string, listener: unknown) => () => void;
    const stop = on("command", listener);
    ipcRenderer.emit("blockwise:on.command", { sender: ipcRenderer }, "file.save");
    stop();
    ipcRenderer.emit("blockwise:on.command", { sender: ipcRenderer }, "file.open");
    expect(listener.mock.calls).toEqual([["file.save"]]);
    expect(() => on("toString", listener)).toThrow('There is no event "toString".');
  });

  it("hands ports on to its own page only", async () => {
    await loadPreloadAt("app://editor");
    ipcRenderer.emit("blockwise:engine-port", { ports: ["port"] }, "one");
    expect(postMessage.mock.calls).toEqual([
      [{ kind: "blockwise:engine-port", id: "one" }, "app://editor", ["port"]],
    ]);
  });
});

it("exposes one verb in the engine's window", async () => {
  const [name, bridge] = (await loadPreloadAt("app://engine")) ?? [];
  expect([name, Object.keys(bridge ?? {})]).toEqual(["blockwiseEngine", ["failed"]]);
});

it("exposes nothing to any other page", async () => {
  expect(await loadPreloadAt("https://example.org")).toBeUndefined();
});
