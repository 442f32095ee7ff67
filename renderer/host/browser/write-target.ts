import type { TargetRequest } from "../../../shared/contracts/files";
import { text } from "../../text/i18n";
import type { FileWriter, WriteTarget } from "../host";
import { unlessAborted } from "./unless-aborted";

/** By the File System Access API: what is written goes to the disk at once. */
export async function chooseTarget(request: TargetRequest): Promise<WriteTarget | null> {
  if (request.several) {
    const folder = await unlessAborted(() => window.showDirectoryPicker({ mode: "readwrite" }));
    if (!folder) return null;
    const fileIn = (name: string) => folder.getFileHandle(name, { create: true });
    return { name: folder.name, begin: async (name) => writerOf(await fileIn(name)) };
  }
  const { suggestedName, title, mediaType, extension } = request;
  const types = [{ description: title, accept: { [mediaType]: [`.${extension}`] as const } }];
  const file = await unlessAborted(() =>
    window.showSaveFilePicker({ suggestedName, types: types as unknown as FilePickerAcceptType[] }),
  );
  return file && { name: file.name, begin: () => writerOf(file) };
}

/** The browser writes to a copy and puts it in place on `close`. */
async function writerOf(file: FileSystemFileHandle): Promise<FileWriter> {
  const stream = await file.createWritable();
  return {
    write: (bytes) => stream.write(bytes as Uint8Array<ArrayBuffer>),
    close: () => stream.close(),
    abort: () => stream.abort(),
  };
}

/** For browsers that lend no file handles: each file is a download. The browser moves large parts to the disk. */
export async function downloadTarget({ suggestedName, several }: TargetRequest): Promise<WriteTarget> {
  return {
    name: several ? text("host.downloads") : suggestedName,
    begin: async (name) => downloadWriter(several ? name : suggestedName),
  };
}

function downloadWriter(name: string): FileWriter {
  let parts: Blob[] = [];
  return {
    async write(bytes) {
      parts.push(new Blob([bytes as Uint8Array<ArrayBuffer>]));
    },
    async close() {
      const url = URL.createObjectURL(new Blob(parts));
      const link = document.createElement("a");
      link.href = url;
      link.download = name;
      link.click();
      // The download reads the address after this task.
      setTimeout(() => URL.revokeObjectURL(url), 60_000);
    },
    async abort() {
      parts = [];
    },
  };
}
