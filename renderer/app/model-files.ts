import { UserError } from "../../shared/base/assert";
import type { FileContent, LargeFile, OpenedModel } from "../../shared/contracts/files";
import { HEAD_BYTES, type ImportFormat, OWN_WEIGHTS } from "../../shared/formats/define-import";
import { currentHost } from "../host/current";
import { text } from "../text/i18n";

/** Smaller files are read as they are sooner than in parts. */
const LARGE_BYTES = 16 * 1024 * 1024;

class MissingFile extends Error {
  readonly fileName: string;
  constructor(fileName: string) {
    super(`"${fileName}" is not there yet.`);
    this.fileName = fileName;
  }
}

/** A model's own file and those beside it. Readers ask for them and cannot wait: what is missing is fetched, and read over. */
export class ModelFiles {
  readonly #model: OpenedModel;
  readonly #read = new Map<string, ArrayBuffer>();

  constructor(model: OpenedModel) {
    this.#model = model;
  }

  /** The first bytes of the model's file. */
  async head(): Promise<Uint8Array> {
    const { bytes } = this.#model;
    if (bytes instanceof ArrayBuffer) return new Uint8Array(bytes, 0, Math.min(HEAD_BYTES, bytes.byteLength));
    return new Uint8Array(await contentOf(bytes.slice(0, HEAD_BYTES), this.#model.name));
  }

  /** What the format reads the structure from: a large file stays where it is. */
  structure({ withoutWeights }: ImportFormat): Promise<ArrayBuffer> {
    const { bytes, name } = this.#model;
    if (bytes instanceof ArrayBuffer || bytes.size < LARGE_BYTES || !withoutWeights) {
      return contentOf(bytes, name);
    }
    return withoutWeights(readable(bytes, name));
  }

  readonly beside = (name: string): ArrayBuffer => {
    const file = this.#read.get(name);
    if (file) return file;
    throw new MissingFile(name);
  };

  /** What `read` gives once it has every file that it asks for. Throws a readable error where one cannot be had. */
  async complete<T>(read: () => T | Promise<T>): Promise<T> {
    for (;;) {
      try {
        return await read();
      } catch (thrown) {
        if (!(thrown instanceof MissingFile)) throw thrown;
        this.#read.set(thrown.fileName, await this.#fetch(thrown.fileName));
      }
    }
  }

  #fetch(name: string): Promise<ArrayBuffer> {
    const { besides, bytes, place } = this.#model;
    const chosen = name === OWN_WEIGHTS ? bytes : besides[name];
    if (chosen) return contentOf(chosen, name);
    if (place === null) throw new UserError(text("files.weightsApart", { name }));
    return currentHost().readBeside(place, name);
  }
}

/** A file whose failures are readable, also those of its parts. */
function readable(file: LargeFile, name: string): LargeFile {
  return {
    size: file.size,
    slice: (begin, end) => ({ arrayBuffer: () => contentOf(file.slice(begin, end), name) }),
    arrayBuffer: () => contentOf(file, name),
  };
}

/** Throws a readable error where the file has changed since it was chosen, or is gone. */
async function contentOf(
  content: FileContent | Pick<LargeFile, "arrayBuffer">,
  name: string,
): Promise<ArrayBuffer> {
  if (content instanceof ArrayBuffer) return content;
  try {
    return await content.arrayBuffer();
  } catch (thrown) {
    throw thrown instanceof UserError ? thrown : new UserError(text("files.gone", { name }));
  }
}
