import { notifications } from "@mantine/notifications";
import { assertExists, UserError } from "../../shared/base/assert";
import type { OpenedModel } from "../../shared/contracts/files";
import type { ImportedNetwork } from "../../shared/formats/define-import";
import { importFormatOf } from "../../shared/formats/importers";
import { writeSafetensors } from "../../shared/formats/safetensors/write";
import { currentHost } from "../host/current";
import { IMAGENET_NORMALISATION, offerModel } from "../state/model";
import { packedOnce } from "../state/model-weights";
import { text } from "../text/i18n";
import { adoptNetwork } from "./project-files";

/** Another program's model as a new document with its weights. A bad one changes nothing. */
export async function adoptModel(model: OpenedModel): Promise<void> {
  const id = notifications.show({
    message: text("files.reading", { name: model.name }),
    loading: true,
    autoClose: false,
    withCloseButton: false,
  });
  try {
    const besides = new Besides(model);
    const format = assertExists(importFormatOf(model.name, new Uint8Array(model.bytes)), model.name);
    const job = { name: model.name.replace(/\.\w+$/, ""), beside: besides.get };
    const network = await besides.complete(() => format.read(model.bytes, job));
    if (await adoptNetwork(network.document)) offerWeights(network, model.name, besides);
  } finally {
    notifications.hide(id);
  }
}

class MissingFile extends Error {
  readonly fileName: string;
  constructor(fileName: string) {
    super(`"${fileName}" is not there yet.`);
    this.fileName = fileName;
  }
}

/** The files beside a model. Readers ask for them and cannot wait: what is missing is fetched, and read over. */
class Besides {
  readonly #files: Map<string, ArrayBuffer>;
  readonly #place: OpenedModel["place"];

  constructor({ besides, place }: OpenedModel) {
    this.#files = new Map(Object.entries(besides));
    this.#place = place;
  }

  readonly get = (name: string): ArrayBuffer => {
    const file = this.#files.get(name);
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
        this.#files.set(thrown.fileName, await this.#fetch(thrown.fileName));
      }
    }
  }

  async #fetch(name: string): Promise<ArrayBuffer> {
    if (this.#place === null) throw new UserError(text("files.weightsApart", { name }));
    return currentHost().readBeside(this.#place, name);
  }
}

/** Packing a quarter of a gigabyte takes time and as much memory again, so nobody does before the weights are used. */
function offerWeights(
  { document, weights, classNames }: ImportedNetwork,
  fileName: string,
  besides: Besides,
): void {
  const pack = async (): Promise<ArrayBuffer> => {
    const read = await besides.complete(() =>
      [...weights].map(([name, { shape, read: data }]) => [name, { shape, data: data() }] as const),
    );
    return writeSafetensors(new Map(read));
  };
  offerModel({
    origin: "file",
    document,
    weights: packedOnce(pack),
    seed: 0,
    fileName,
    classNames,
    normalisation: IMAGENET_NORMALISATION,
  });
}
