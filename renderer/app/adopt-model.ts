import { notifications } from "@mantine/notifications";
import { assertExists, UserError } from "../../shared/base/assert";
import type { OpenedModel } from "../../shared/contracts/files";
import type { ImportedNetwork } from "../../shared/formats/define-import";
import { importFormatOf } from "../../shared/formats/importers";
import { writeSafetensors } from "../../shared/formats/safetensors/write";
import { FileError } from "../host/file-error";
import { IMAGENET_NORMALISATION, offerModel } from "../state/model";
import { packedOnce } from "../state/model-weights";
import { text } from "../text/i18n";
import { ModelFiles } from "./model-files";
import { adoptNetwork } from "./project-files";

/** Another program's model as a new document with its weights. A bad one changes nothing. */
export async function adoptModel(model: OpenedModel): Promise<void> {
  const files = new ModelFiles(model);
  const network = await read(model.name, files);
  if (!(await adoptNetwork(network.document))) return;
  offerWeights(network, model.name, files);
  if (network.assumedSize) tellAssumed(model.name, network.assumedSize);
}

function tellAssumed(name: string, [height, width]: readonly [number, number]): void {
  const size = `${height}×${width}`;
  notifications.show({
    message: text("files.assumedSize", { name, size }),
    color: "gray",
    autoClose: 12_000,
  });
}

async function read(name: string, files: ModelFiles): Promise<ImportedNetwork> {
  const id = notifications.show({
    message: text("files.reading", { name }),
    loading: true,
    autoClose: false,
    withCloseButton: false,
  });
  try {
    const format = assertExists(importFormatOf(name, await files.head()), name);
    const job = { name: name.replace(/\.\w+$/, ""), beside: files.beside };
    const structure = await files.structure(format);
    return await files.complete(() => format.read(structure, job));
  } catch (thrown) {
    throw thrown instanceof UserError ? new FileError(name, thrown.message) : thrown;
  } finally {
    notifications.hide(id);
  }
}

/** Packing a quarter of a gigabyte takes time and as much memory again, so nobody does before the weights are used. */
function offerWeights(
  { document, weights, classNames }: ImportedNetwork,
  fileName: string,
  files: ModelFiles,
): void {
  const pack = async (): Promise<ArrayBuffer> => {
    const read = await files.complete(() =>
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
