import { UserError } from "../../../shared/base/assert";
import type { OpenedFile } from "../../../shared/contracts/files";
import { OPENABLE_ENDINGS, openedFile } from "../opened-file";
import type { BrowserFiles } from "./file-access";

/** For browsers that lend no file handles: opening is an upload, saving a download, and nothing is remembered. */
export function createDownloadUpload(): BrowserFiles {
  return {
    open: upload,
    async save({ suggestedName, text }) {
      const name = withExtension(suggestedName);
      download(name, text);
      return { handle: null, name };
    },
    recent: async () => [],
    openRecent: () =>
      Promise.reject(new UserError("This browser keeps no recent files. Open the file instead.")),
    forgetRecent: async () => undefined,
  };
}

function upload(): Promise<OpenedFile | null> {
  return new Promise((resolve, reject) => {
    const input = document.createElement("input");
    input.type = "file";
    input.accept = OPENABLE_ENDINGS.join();
    input.multiple = true;
    input.addEventListener("cancel", () => resolve(null));
    input.addEventListener("change", () => {
      const files = [...(input.files ?? [])];
      if (files.length === 0) resolve(null);
      else openedFile(files).then(resolve, reject);
    });
    input.click();
  });
}

function download(name: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: "application/json" }));
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  // The download reads the address after this task.
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

function withExtension(name: string): string {
  return /\.(blockwise|json)$/i.test(name) ? name : `${name}.blockwise`;
}
