import type { SlotDirectory } from "../../../renderer/host/slot-files";

/** The origin-private file system as autosave sees it: a write shows when it is closed, and can fail on the way. */
export interface FakeDirectory extends SlotDirectory {
  readonly files: Map<string, string | ArrayBuffer>;
  /** Names in the order in which writes were closed. */
  readonly written: string[];
  /** Thrown by the next write. */
  fail: Error | null;
}

export function createFakeDirectory(): FakeDirectory {
  const files = new Map<string, string | ArrayBuffer>();
  const written: string[] = [];
  const directory: FakeDirectory = {
    files,
    written,
    fail: null,
    async getFileHandle(name, options) {
      if (!files.has(name) && !options?.create) throw new DOMException("Not found", "NotFoundError");
      if (!files.has(name)) files.set(name, "");
      return {
        getFile: async () => new Blob([files.get(name) ?? ""]),
        async createWritable() {
          let draft: string | ArrayBuffer = "";
          return {
            async write(content) {
              if (directory.fail) {
                const thrown = directory.fail;
                directory.fail = null;
                throw thrown;
              }
              draft = content;
            },
            async close() {
              files.set(name, draft);
              written.push(name);
            },
            abort: async () => undefined,
          };
        },
      };
    },
    async removeEntry(name) {
      if (!files.delete(name)) throw new DOMException("Not found", "NotFoundError");
    },
  };
  return directory;
}
