import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { createAutosave } from "../../../renderer/host/autosave";
import { claimFolder } from "../../../renderer/host/autosave-folder";
import { createFakeDirectory, type FakeDirectory } from "./fake-directory";

/** Locks of one browser: granted at once if free, refused with `ifAvailable`, else waited for. */
class FakeLocks {
  readonly held = new Map<string, Promise<unknown>>();
  async request(name: string, ...rest: unknown[]): Promise<unknown> {
    const callback = rest.at(-1) as (lock: object | null) => unknown;
    const options = (rest.length > 1 ? rest[0] : {}) as { ifAvailable?: boolean; signal?: AbortSignal };
    if (this.held.has(name)) {
      if (options.ifAvailable) return callback(null);
      if (options.signal) throw options.signal.reason ?? new DOMException("timed out", "AbortError");
      await this.held.get(name);
    }
    const running = Promise.resolve(callback({ name }));
    this.held.set(name, running);
    return running.finally(() => this.held.delete(name));
  }
}

const locks = new FakeLocks();
let folders: Map<string, FakeDirectory>;

/** What a window remembers of itself across reloads. */
function createSession(): Pick<Storage, "getItem" | "setItem"> {
  const values = new Map<string, string>();
  return { getItem: (key) => values.get(key) ?? null, setItem: (key, value) => void values.set(key, value) };
}

/** A page that starts: its storage is the browser's. */
async function openWindow(session = createSession()) {
  vi.stubGlobal("sessionStorage", session);
  const errors: string[] = [];
  const directory = claimFolder();
  directory.catch(() => undefined);
  const autosave = createAutosave({
    directory: () => directory,
    onError: (error) => errors.push(error.message),
  });
  const loaded = (await autosave.load())?.text ?? null;
  return {
    loaded,
    errors,
    session,
    async edit(text: string) {
      autosave.schedule(() => ({ text, handle: null, name: "AlexNet" }));
      await autosave.flush();
    },
  };
}

/** All windows close; what they stored stays. */
function closeAll(): void {
  locks.held.clear();
}

beforeEach(() => {
  folders = new Map();
  const parent = {
    async getDirectoryHandle(name: string) {
      const folder = folders.get(name) ?? createFakeDirectory();
      folders.set(name, folder);
      return folder;
    },
  };
  const root = { getDirectoryHandle: async () => parent };
  vi.stubGlobal("navigator", { locks, storage: { getDirectory: async () => root } });
});
afterEach(() => {
  closeAll();
  vi.unstubAllGlobals();
});

it("a second window neither offers nor overwrites the document of the first", async () => {
  const first = await openWindow();
  await first.edit("first");
  const second = await openWindow();
  await second.edit("second");
  await first.edit("first, edited");
  closeAll();
  expect([second.loaded, (await openWindow()).loaded, (await openWindow()).loaded]).toEqual([
    null,
    "first, edited",
    "second",
  ]);
});

it("the next start offers the newest document that was left behind", async () => {
  vi.useFakeTimers({ now: 1_000, toFake: ["Date"] });
  const first = await openWindow();
  await first.edit("older");
  vi.setSystemTime(2_000);
  await (await openWindow()).edit("newer");
  closeAll();
  expect((await openWindow()).loaded).toBe("newer");
  vi.useRealTimers();
});

it("a window that reloads finds its own document, even an older one", async () => {
  const first = await openWindow();
  await first.edit("first");
  await (await openWindow()).edit("second");
  locks.held.delete("blockwise-autosave-1");
  expect((await openWindow(first.session)).loaded).toBe("first");
});

it("a window too many says so", async () => {
  for (let count = 0; count < 8; count++) await openWindow();
  expect((await openWindow()).errors).toEqual([
    expect.stringContaining("8 windows are open already and this one has no place to save"),
  ]);
});
