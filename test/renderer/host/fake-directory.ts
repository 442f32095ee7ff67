import type { AutosaveDirectory } from "../../../renderer/host/autosave";

/** The origin-private file system as autosave sees it: a write shows when it is closed, and can fail on the way. */
export interface FakeDirectory extends AutosaveDirectory {
  readonly files: Map<string, string>;
  /** Names in the order in which writes were closed. */
  readonly written: string[];
  /** Thrown by the next write. */
  fail: Error | null;
}

export function createFakeDirectory(): FakeDirectory {
  const files = new Map<string, string>();
  const written: string[] = [];
  const directory: FakeDirectory = {
    files,
    written,
    fail: null,
    async getFileHandle(name, options) {
      if (!files.has(name) && !options?.create) throw new DOMException("Not found", "NotFoundError");
      if (!files.has(name)) files.set(name, "");
      return {
        getFile: async () => ({ text: async () => files.get(name) ?? "" }),
        async createWritable() {
          let draft = "";
          return {
            async write(text) {
              if (directory.fail) {
                const thrown = directory.fail;
                directory.fail = null;
                throw thrown;
              }
              draft += text;
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
