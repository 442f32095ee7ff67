import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { type BrowserFiles, createFileAccess } from "../../../renderer/host/browser/file-access";
import type { HandleStore, StoredHandle } from "../../../renderer/host/browser/handle-store";
import type { FileContent, OpenedModel, OpenedProject } from "../../../shared/contracts/files";

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
    return new File([this.text], this.name);
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

async function openProject(): Promise<OpenedProject> {
  return (await files.open()) as OpenedProject;
}

function request(handle: string | null, text: string) {
  return { handle, suggestedName: "alexnet.blockwise", text };
}

describe("in a browser that lends files", () => {
  it("a file is opened, saved in place, and found again among the recent ones", async () => {
    const file = new FakeFile("alexnet.blockwise", "old");
    pickers.showOpenFilePicker.mockResolvedValueOnce([file]);
    const opened = await openProject();
    expect(opened).toMatchObject({ name: "alexnet.blockwise", text: "old" });
    const saved = await files.save(request(opened.handle, "new"));
    expect([file.text, saved, pickers.showSaveFilePicker.mock.calls]).toEqual([
      "new",
      { handle: opened.handle, name: "alexnet.blockwise" },
      [],
    ]);
    const recent = await files.recent();
    expect(recent).toMatchObject([{ id: opened.handle, name: "alexnet.blockwise" }]);
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

  it("a model of another program comes with the files that were chosen along with it", async () => {
    const chosen = [new FakeFile("net.onnx.data", "weights"), new FakeFile("net.onnx", "model")];
    pickers.showOpenFilePicker.mockResolvedValueOnce(chosen);
    const opened = (await files.open()) as OpenedModel;
    const textOf = async (content: FileContent | undefined) =>
      content && "arrayBuffer" in content ? new TextDecoder().decode(await content.arrayBuffer()) : content;
    expect({
      ...opened,
      bytes: await textOf(opened.bytes),
      besides: await textOf(opened.besides["net.onnx.data"]),
    }).toEqual({
      name: "net.onnx",
      bytes: "model",
      besides: "weights",
      place: null,
    });
    expect(await files.recent()).toMatchObject([{ name: "net.onnx" }]);
  });

  it("what is neither a project nor a model is refused in a sentence", async () => {
    pickers.showOpenFilePicker.mockResolvedValueOnce([new FakeFile("cat.png", "")]);
    await expect(files.open()).rejects.toThrow(
      "cat.png is neither a project (.blockwise, .json) nor a model",
    );
    expect(stored.size).toBe(0);
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
    const id = (await openProject()).handle ?? "";
    file.gone = true;
    await expect(files.openRecent(id)).rejects.toThrow('"alexnet.blockwise" is no longer where it was.');
    await files.forgetRecent(id);
    expect(await files.recent()).toEqual([]);
    await expect(files.openRecent(id)).rejects.toThrow("not among the recent ones any more");
  });
});
