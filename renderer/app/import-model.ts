import { notifications } from "@mantine/notifications";
import { UserError } from "../../shared/base/assert";
import type { ReadNetwork } from "../../shared/formats/onnx/read/read-onnx";
import { writeSafetensors } from "../../shared/formats/safetensors/write";
import { IMAGENET_NORMALISATION, offerModel } from "../state/model";
import { text } from "../text/i18n";
import { adoptNetwork } from "./project-files";

export function isModel({ name }: { readonly name: string }): boolean {
  return /\.onnx$/i.test(name);
}

/** Asks for an ONNX file, and for those with its weights beside it, and opens it. */
export async function importModel(): Promise<void> {
  const files = await pickFiles();
  if (files.length > 0) await adoptModel(files);
}

/** An ONNX file, perhaps with others beside it, as a new document with its weights. A bad one changes nothing. */
export async function adoptModel(files: readonly File[]): Promise<void> {
  const file = files.find(isModel);
  if (!file) throw new UserError("None of these files is an ONNX model. Expected a name that ends in .onnx.");
  const id = notifications.show({
    message: text("files.reading", { name: file.name }),
    loading: true,
    autoClose: false,
    withCloseButton: false,
  });
  try {
    const network = await read(file, files);
    if (await adoptNetwork(network.document)) offerWeights(network, file.name);
  } finally {
    notifications.hide(id);
  }
}

async function read(file: File, files: readonly File[]): Promise<ReadNetwork> {
  const { readOnnx } = await import("../../shared/formats/onnx/read/read-onnx");
  const beside = new Map(
    await Promise.all(
      files
        .filter((other) => other !== file)
        .map(async (other) => [other.name, await other.arrayBuffer()] as const),
    ),
  );
  const external = (name: string): ArrayBuffer => beside.get(name) ?? lacking(name);
  return readOnnx(await file.arrayBuffer(), { name: file.name.replace(/\.onnx$/i, ""), external });
}

function lacking(name: string): never {
  throw new UserError(`The weights are in "${name}". Choose that file together with the model.`);
}

/** After the graph is on screen: packing a quarter of a gigabyte would make it wait. */
function offerWeights({ document, weights, classNames }: ReadNetwork, fileName: string): void {
  setTimeout(() => {
    const read = [...weights].map(
      ([name, { shape, read: data }]) => [name, { shape, data: data() }] as const,
    );
    offerModel({
      origin: "file",
      document,
      weights: writeSafetensors(new Map(read)),
      seed: 0,
      fileName,
      classNames,
      normalisation: IMAGENET_NORMALISATION,
    });
  }, 100);
}

/** An input works alike in Electron and in every browser, and takes several files. */
function pickFiles(): Promise<readonly File[]> {
  return new Promise((resolve) => {
    const input = document.createElement("input");
    input.type = "file";
    input.multiple = true;
    input.accept = ".onnx,.data,.bin";
    input.addEventListener("cancel", () => resolve([]));
    input.addEventListener("change", () => resolve([...(input.files ?? [])]));
    input.click();
  });
}
