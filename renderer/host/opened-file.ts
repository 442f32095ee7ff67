import { UserError } from "../../shared/base/assert";
import type { FileHandleId, OpenedFile } from "../../shared/contracts/files";
import { HEAD_BYTES } from "../../shared/formats/define-import";
import { importFormatOf, importFormats } from "../../shared/formats/importers";
import { text } from "../text/i18n";
import { FileError } from "./file-error";

export const PROJECT_ENDINGS = [".blockwise", ".json"] as const;

/** The endings of all that opens, and of what lies beside models. */
export const OPENABLE_ENDINGS: readonly string[] = [
  ...new Set([
    ...PROJECT_ENDINGS,
    ...importFormats.all.flatMap(({ extension, besides }) => [extension, ...besides]),
  ]),
];

/**
 * What a person chose or dropped: a model of another program, perhaps together with the files of its weights, else a
 * project. Throws a readable error where it is neither, or several. `handleOf` tells by what a project is saved again.
 */
export async function openedFile(
  files: readonly File[],
  handleOf: (file: File) => Promise<FileHandleId | null> = async () => null,
): Promise<OpenedFile> {
  const models = await modelsAmong(files);
  const [model] = models;
  if (model) {
    // A configuration that lies beside a model may end in .json.
    requireOne([...models, ...files.filter((file) => endsIn(file, [PROJECT_ENDINGS[0]]))]);
    const others = files.filter((file) => file !== model);
    await handleOf(model);
    return {
      name: model.name,
      bytes: model,
      besides: Object.fromEntries(others.map((file) => [file.name, file])),
      place: null,
    };
  }
  const projects = files.filter((file) => endsIn(file, PROJECT_ENDINGS));
  const [project] = projects;
  requireOne(projects);
  if (project) return { name: project.name, text: await project.text(), handle: await handleOf(project) };
  throw refusal(files[0]?.name ?? "");
}

/** Models that other programs save in ways of their own, and what makes ONNX of them. */
const EXPORTERS = {
  pytorch: [".pth", ".pt", ".ckpt"],
  keras: [".h5", ".hdf5", ".keras"],
  tensorflow: [".pb", ".tflite"],
  caffe: [".caffemodel", ".prototxt"],
} as const;
type Exporter = keyof typeof EXPORTERS;

function refusal(name: string): UserError {
  const kinds = Object.entries(EXPORTERS) as readonly [Exporter, readonly string[]][];
  const kind = kinds.find(([, endings]) => endsIn({ name }, endings))?.[0];
  if (kind) return new FileError(name, text(`files.exportFirst.${kind}`));
  const formats = importFormats.all.map(({ title, extension }) => `${title} (${extension})`).join(", ");
  return new FileError(name, text("files.notOpenable", { name, formats }));
}

async function modelsAmong(files: readonly File[]): Promise<readonly File[]> {
  const models: File[] = [];
  for (const file of files) {
    const head = new Uint8Array(await file.slice(0, HEAD_BYTES).arrayBuffer());
    if (importFormatOf(file.name, head)) models.push(file);
  }
  return models;
}

function endsIn({ name }: Pick<File, "name">, endings: readonly string[]): boolean {
  return endings.some((ending) => name.toLowerCase().endsWith(ending));
}

/** Which one is meant cannot be told, and to leave the others out unsaid would look as if they had opened. */
function requireOne(files: readonly File[]): void {
  if (files.length <= 1) return;
  throw new UserError(text("files.several", { names: files.map(({ name }) => name).join(", ") }));
}
