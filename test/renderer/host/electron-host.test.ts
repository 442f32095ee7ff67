import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createElectronHost } from "../../../renderer/host/electron/electron-host";
import type { Host } from "../../../renderer/host/host";
import type { LargeFile, OpenedModel } from "../../../shared/contracts/files";
import { type Bridge, METHODS } from "../../../shared/contracts/ipc";

/** The preload script's bridge, with the main process in the test's hand. */
const listeners = new Map<string, Set<(payload: unknown) => void>>();
const replies = new Map<string, unknown>();
const calls: unknown[][] = [];

function stubBridge(): Bridge {
  const services = Object.entries(METHODS).map(([service, methods]) => [
    service,
    Object.fromEntries(
      Object.keys(methods).map((method) => [
        method,
        async (...args: unknown[]) => {
          calls.push([`${service}.${method}`, ...args]);
          return replies.get(`${service}.${method}`) ?? { ok: true, value: undefined };
        },
      ]),
    ),
  ]);
  const on = (event: string, listener: (payload: unknown) => void) => {
    const all = listeners.get(event) ?? new Set();
    listeners.set(event, all.add(listener));
    return () => all.delete(listener);
  };
  return { ...Object.fromEntries(services), on } as Bridge;
}

function tell(event: string, payload: unknown): void {
  for (const listener of listeners.get(event) ?? []) listener(payload);
}

let page: EventTarget;
let host: Host;
beforeEach(() => {
  page = new EventTarget();
  vi.stubGlobal("window", page);
  listeners.clear();
  replies.clear();
  calls.length = 0;
  host = createElectronHost(stubBridge());
});
afterEach(() => vi.unstubAllGlobals());

it("tells native dialogs what to say, first of all", () => {
  expect(calls).toEqual([
    [
      "window.setText",
      {
        projectFiles: "Blockwise project",
        openableFiles: "Projects and models of other programs",
        unsaved: expect.objectContaining({ save: "Save", discard: "Don't save", cancel: "Cancel" }),
      },
    ],
  ]);
});

it("makes errors of the main process errors again", async () => {
  replies.set("files.open", { ok: false, error: { name: "UserError", message: "It is too large." } });
  await expect(host.openFile()).rejects.toMatchObject({ name: "UserError", message: "It is too large." });
});

it("asks for waiting files once somebody listens", () => {
  const opened = vi.fn();
  host.onOpenFile(opened);
  tell("openFile", { handle: "/w/a.blockwise", name: "a.blockwise", text: "" });
  expect([calls.at(-1), opened.mock.calls.length]).toEqual([["files.acceptOpenRequests"], 1]);
});

it("takes a model as a file of which the main process reads what is asked for", async () => {
  const size = 2 ** 26 + 9;
  const found = { name: "net.onnx", size, place: "an id" };
  replies.set("files.open", { ok: true, value: found });
  replies.set("files.readModel", { ok: true, value: Uint8Array.of(1, 2, 3).buffer });
  const model = (await host.openFile()) as OpenedModel;
  const file = model.bytes as LargeFile;
  const part = new Uint8Array(await file.slice(5, 8).arrayBuffer());
  replies.set("files.readModel", { ok: true, value: new ArrayBuffer(9) });
  const whole = await file.arrayBuffer();
  expect({ model, part: [...part], whole: whole.byteLength, calls: calls.slice(-3) }).toEqual({
    model: { name: "net.onnx", bytes: expect.objectContaining({ size }), besides: {}, place: "an id" },
    part: [1, 2, 3],
    whole: size,
    calls: [
      ["files.readModel", "an id", 5, 8],
      ["files.readModel", "an id", 0, 2 ** 26],
      ["files.readModel", "an id", 2 ** 26, size],
    ],
  });
});

it("sends commands grouped into menus with their titles", () => {
  const item = { shortcut: null, enabled: true };
  host.updateMenu([
    { ...item, id: "file.open", label: "Open", group: "file" },
    { ...item, id: "edit.undo", label: "Undo", group: "edit" },
    { ...item, id: "file.save", label: "Save", group: "file" },
  ]);
  expect(calls.at(-1)).toEqual([
    "menu.show",
    [
      {
        group: "file",
        label: "File",
        items: [
          { ...item, id: "file.open", label: "Open" },
          { ...item, id: "file.save", label: "Save" },
        ],
      },
      { group: "edit", label: "Edit", items: [{ ...item, id: "edit.undo", label: "Undo" }] },
    ],
  ]);
});

it.each([
  ["was saved", async () => true, true],
  ["was not saved", async () => false, false],
  ["failed to save", () => Promise.reject(new Error("disk full")), false],
])("lets the window close only if the document was saved: it %s", async (_what, save, saved) => {
  host.onSaveBeforeClose(save);
  tell("saveBeforeClose", null);
  await vi.waitFor(() => expect(calls.at(-1)).toEqual(["window.finishClose", saved]));
});

describe("the engine", () => {
  /** A message to the page's own window, as the preload script posts it. */
  function deliverPort(id: unknown, source: unknown = page): MessagePort {
    const { port1 } = new MessageChannel();
    const event = Object.assign(new Event("message"), {
      source,
      data: { kind: "blockwise:engine-port", id },
      ports: [port1],
    });
    page.dispatchEvent(event);
    return port1;
  }

  it("is taken from the port with its id, from no other window", async () => {
    const starting = host.startEngine(() => undefined);
    const id = calls.at(-1)?.[1];
    deliverPort(id, "another window");
    deliverPort("another id");
    const port = deliverPort(id);
    expect((await starting).port).toBe(port);
  });

  it("is ended by the main process, on request or by itself, but not twice", async () => {
    const exits: string[] = [];
    const starting = host.startEngine((reason) => exits.push(reason));
    const id = calls.at(-1)?.[1];
    deliverPort(id);
    const connection = await starting;
    tell("engineExit", { id: "another", reason: "it crashed" });
    tell("engineExit", { id, reason: "it ran out of memory" });
    connection.kill();
    expect([exits, calls.filter(([call]) => call === "engine.kill")]).toEqual([["it ran out of memory"], []]);

    const second = host.startEngine(() => undefined);
    const secondId = calls.at(-1)?.[1];
    deliverPort(secondId);
    (await second).kill();
    expect(calls.at(-1)).toEqual(["engine.kill", secondId]);
  });

  it("that cannot start says why and leaves nobody listening", async () => {
    replies.set("engine.start", {
      ok: false,
      error: { name: "UserError", message: "4 engines run already." },
    });
    await expect(host.startEngine(() => undefined)).rejects.toThrow("4 engines run already.");
    expect(listeners.get("engineExit")?.size).toBe(0);
  });
});
