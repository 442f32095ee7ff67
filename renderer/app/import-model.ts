import { notifications } from "@mantine/notifications";
import { UserError } from "../../shared/base/assert";
import { HEAD_BYTES, type ImportedNetwork, type ImportFormat } from "../../shared/formats/define-import";
import { importFormatOf, importFormats } from "../../shared/formats/importers";
import { writeSafetensors } from "../../shared/formats/safetensors/write";
import { IMAGENET_NORMALISATION, offerModel } from "../state/model";
import { text } from "../text/i18n";
import { adoptNetwork } from "./project-files";

interface Found {
  readonly file: File;
  readonly format: ImportFormat;
}

/** The file among these that a network is read from; the others may lie beside it. Null if there is none. */
export async function modelAmong(files: readonly File[]): Promise<Found | null> {
  for (const file of files) {
    const head = new Uint8Array(await file.slice(0, HEAD_BYTES).arrayBuffer());
    const format = importFormatOf(file.name, head);
    if (format) return { file, format };
  }
  return null;
}

/** Asks for a file of another program, and for those with its weights beside it, and opens it. */
export async function importModel(): Promise<void> {
  const files = await pickFiles();
  if (files.length === 0) return;
  const found = await modelAmong(files);
  if (!found) throw new UserError(text("files.noModel", { formats: formatTitles() }));
  await adoptModel(found, files);
}

function formatTitles(): string {
  return importFormats.all.map(({ title, extension }) => `${title} (${extension})`).join(", ");
}

/** A file, perhaps with others beside it, as a new document with its weights. A bad one changes nothing. */
export async function adoptModel({ file, format }: Found, files: readonly File[]): Promise<void> {
  const id = notifications.show({
    message: text("files.reading", { name: file.name }),
    loading: true,
    autoClose: false,
    withCloseButton: false,
  });
  try {
    const network = await read({ file, format }, files);
    if (await adoptNetwork(network.document)) offerWeights(network, file.name);
  } finally {
    notifications.hide(id);
  }
}

async function read({ file, format }: Found, files: readonly File[]): Promise<ImportedNetwork> {
  const others = new Map(
    await Promise.all(
      files
        .filter((other) => other !== file)
        .map(async (other) => [other.name, await other.arrayBuffer()] as const),
    ),
  );
  const beside = (name: string): ArrayBuffer => others.get(name) ?? lacking(name);
  return format.read(await file.arrayBuffer(), { name: file.name.replace(/\.\w+$/, ""), beside });
}

function lacking(name: string): never {
  throw new UserError(`The weights are in "${name}". Choose that file together with the model.`);
}

/** After the graph is on screen: packing a quarter of a gigabyte would make it wait. */
function offerWeights({ document, weights, classNames }: ImportedNetwork, fileName: string): void {
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
    input.accept = importFormats.all.flatMap(({ extension, besides }) => [extension, ...besides]).join();
    input.addEventListener("cancel", () => resolve([]));
    input.addEventListener("change", () => resolve([...(input.files ?? [])]));
    input.click();
  });
}
