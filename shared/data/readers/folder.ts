import { UserError } from "../../base/assert";
import { formatBytes } from "../../base/format";
import { type RgbImage, toRgb } from "../resize";
import type { BadFile, DataFile, DataPorts, DataSource, SourceImage, SourceSplit } from "../source";
import { KIND_BYTES, pictureKindOf } from "./picture-kind";

const MAX_PICTURE_BYTES = 64 * 2 ** 20;

const SPLITS: Readonly<Record<string, SourceSplit>> = {
  train: "train",
  training: "train",
  test: "test",
  testing: "test",
  val: "validation",
  valid: "validation",
  validation: "validation",
};

interface Placed {
  readonly file: DataFile;
  readonly split: SourceSplit | null;
  readonly className: string;
}

/**
 * A folder of class folders of pictures, as torchvision's ImageFolder reads it; classes in order of their names. Where
 * the outer folders are called train, val and test, they are the split.
 */
export async function folderSource(
  title: string,
  files: readonly DataFile[],
  ports: DataPorts,
): Promise<DataSource> {
  const shown = files.filter(({ path }) => !/(^|\/)(\.|__MACOSX\/|Thumbs\.db$)/.test(path));
  const pictures: DataFile[] = [];
  const badFiles: BadFile[] = [];
  for (const file of shown) {
    if (await isPicture(file, ports)) pictures.push(file);
    else badFiles.push({ path: file.path, reason: `It is no picture (${ports.pictureEndings.join(", ")}).` });
  }
  const root = commonRoot(pictures);
  const split = pictures.length > 0 && pictures.every(({ path }) => splitNamed(path.slice(root.length)));
  const placed: Placed[] = [];
  for (const file of pictures) {
    const folders = file.path.slice(root.length).split("/").slice(0, -1);
    const className = folders[split ? 1 : 0];
    if (className === undefined) badFiles.push({ path: file.path, reason: "It lies in no class folder." });
    else placed.push({ file, split: split ? splitNamed(file.path.slice(root.length)) : null, className });
  }
  const classNames = [...new Set(placed.map(({ className }) => className))].sort();
  const labels = new Map(classNames.map((name, label) => [name, label]));
  const images = placed.map(
    (one): SourceImage => ({
      path: one.file.path,
      label: labels.get(one.className) as number,
      split: one.split,
      read: () => readPicture(one.file, ports),
    }),
  );
  return { title, classNames, images, badFiles };
}

/** By its ending, or by its first bytes: files that were fetched from somewhere often have another ending, or none. */
async function isPicture(file: DataFile, { pictureEndings }: DataPorts): Promise<boolean> {
  if (pictureEndings.some((ending) => file.path.toLowerCase().endsWith(ending))) return true;
  const head = await file.head?.(KIND_BYTES).catch(() => null);
  return head ? pictureKindOf(head) !== null : false;
}

function splitNamed(path: string): SourceSplit | null {
  return SPLITS[path.split("/")[0]?.toLowerCase() ?? ""] ?? null;
}

/** Archives often hold one folder around everything; the last folder above a picture is a class and stays. */
function commonRoot(files: readonly DataFile[]): string {
  let root = "";
  for (;;) {
    const next = files[0]?.path.slice(root.length).split("/")[0];
    const inner = `${root}${next}/`;
    const around = files.every(
      ({ path }) => path.startsWith(inner) && path.slice(inner.length).includes("/"),
    );
    if (next === undefined || !around || splitNamed(next)) return root;
    root = inner;
  }
}

async function readPicture(file: DataFile, ports: DataPorts): Promise<RgbImage> {
  const bytes = await file.read();
  if (bytes.length === 0) throw new UserError("The file is empty.");
  if (bytes.length > MAX_PICTURE_BYTES)
    throw new UserError(
      `The file has ${formatBytes(bytes.length)}. Expected at most ${formatBytes(MAX_PICTURE_BYTES)}.`,
    );
  return toRgb(await ports.decodePicture(bytes, file.path));
}
