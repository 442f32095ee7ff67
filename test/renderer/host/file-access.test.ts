import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { type BrowserFiles, createFileAccess } from "../../../renderer/host/browser/file-access";
import type { HandleStore, StoredHandle } from "../../../renderer/host/browser/handle-store";

/** A file on the person's disk, as the browser lends it. */
class FakeFile {
  permission: PermissionState = "granted";
  answer: PermissionState = "granted";
  gone = false;
  readonly name: string;
  text: string;
  constructor(name: string, text: string) {
    this.name = name;
    this.text = text;
  }
  async getFile() {
    if (this.gone) throw new DOMException("gone", "NotFoundError");
    return { text: async () => this.text };
  }
  async createWritable() {
    let draft = "";
    return {
      write: async (text: string) => {
        draft += text;
      },
      close: async () => {
        this.text = draft;
      },
      abort: async () => undefined,
    };
  }
  async isSameEntry(other: unknown) {
    return other === this;
  }
  async queryPermission() {
    return this.permission;
  }
  async requestPermission() {
    this.permission = this.answer;
    return this.permission;
  }
}

const pickers = { showOpenFilePicker: vi.fn(), showSaveFilePicker: vi.fn() };
const aborted = new DOMException("The user aborted a request.", "AbortError");
let stored: Map<string, StoredHandle>;
let files: BrowserFiles;

beforeEach(() => {
  vi.stubGlobal("window", pickers);
  stored = new Map();
  const store: HandleStore = {
    all: async () => [...stored.values()],
    get: async (id) => stored.get(id),
    put: async (entry) => void stored.set(entry.id, entry),
    remove: async (id) => void stored.delete(id),
  };
  files = createFileAccess(store);
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.resetAllMocks();
});

function request(handle: string | null, text: string) {
  return { handle, suggestedName: "alexnet.blockwise", text };
}

describe("in a browser that lends files", () => {
  it("a file is opened, saved in place, and found again among the recent ones", async () => {
    const file = new FakeFile("alexnet.blockwise", "old");
    pickers.showOpenFilePicker.mockResolvedValueOnce([file]);
    const opened = await files.open();
    expect(opened).toMatchObject({ name: "alexnet.blockwise", text: "old" });
    const saved = await files.save(request(opened?.handle ?? null, "new"));
    expect([file.text, saved, pickers.showSaveFilePicker.mock.calls]).toEqual([
      "new",
      { handle: opened?.handle, name: "alexnet.blockwise" },
      [],
    ]);
    const recent = await files.recent();
    expect(recent).toMatchObject([{ id: opened?.handle, name: "alexnet.blockwise" }]);
    expect(await files.openRecent(recent[0]?.id ?? "")).toMatchObject({ text: "new" });
  });

  it("the same file is one recent file, however often it is opened", async () => {
    const file = new FakeFile("alexnet.blockwise", "text");
    for (let time = 0; time < 3; time++) {
      pickers.showOpenFilePicker.mockResolvedValueOnce([file]);
      await files.open();
    }
    expect(stored.size).toBe(1);
  });

  it("twelve recent files are kept", async () => {
    for (let index = 0; index < 15; index++) {
      pickers.showSaveFilePicker.mockResolvedValueOnce(new FakeFile(`${index}.blockwise`, ""));
      await files.save(request(null, "text"));
    }
    expect(stored.size).toBe(12);
  });

  it("a dialog that was closed is no error", async () => {
    pickers.showOpenFilePicker.mockRejectedValueOnce(aborted);
    pickers.showSaveFilePicker.mockRejectedValueOnce(aborted);
    expect([await files.open(), await files.save(request(null, "text"))]).toEqual([null, null]);
  });

  it("a refusal to write is explained and the file stays as it was", async () => {
    const file = new FakeFile("alexnet.blockwise", "old");
    file.permission = "prompt";
    file.answer = "denied";
    pickers.showSaveFilePicker.mockResolvedValueOnce(file);
    await expect(files.save(request(null, "new"))).rejects.toThrow(
      'The browser may not change "alexnet.blockwise".',
    );
    expect(file.text).toBe("old");
  });

  it("a recent file that was moved is explained, and can be forgotten", async () => {
    const file = new FakeFile("alexnet.blockwise", "old");
    pickers.showOpenFilePicker.mockResolvedValueOnce([file]);
    const id = (await files.open())?.handle ?? "";
    file.gone = true;
    await expect(files.openRecent(id)).rejects.toThrow('"alexnet.blockwise" is no longer where it was.');
    await files.forgetRecent(id);
    expect(await files.recent()).toEqual([]);
    await expect(files.openRecent(id)).rejects.toThrow("not among the recent ones any more");
  });
});
