import { readdir, stat } from "node:fs/promises";
import { basename, dirname, join, relative, resolve, sep } from "node:path";
import { promisify } from "node:util";
import { gunzip } from "node:zlib";
import { UserError } from "../../shared/base/assert";
import type { TrainingImages } from "../../shared/contracts/run";
import { balanceOf, imbalanceOf } from "../../shared/data/balance";
import type { LoadedImages } from "../../shared/data/load-images";
import { openSource } from "../../shared/data/open-source";
import { isMnistImages } from "../../shared/data/readers/mnist";
import type { DataFile, DataPorts, DataSource } from "../../shared/data/source";
import { decodePicture, PICTURE_ENDINGS } from "./decode-picture";
import { readBytes, readHead } from "./files";

const MAX_FILES = 1_000_000;
/** Of bad files; a folder of another kind of thing would fill the screen. */
const MAX_LISTED = 10;

const inflate = promisify(gunzip);

const ports: DataPorts = {
  gunzip: (bytes, maxBytes) => inflate(bytes, { maxOutputLength: maxBytes }),
  pictureEndings: PICTURE_ENDINGS,
  decodePicture: async (bytes, path) => decodePicture(bytes, path),
};

/** The folder, archive or file at a path; of idx images, with their labels beside them. */
export async function openOwnData(path: string): Promise<DataSource> {
  const whole = resolve(path);
  const isFolder = (await stat(whole)).isDirectory();
  const files = isFolder ? await filesIn(whole) : [dataFile(whole, dirname(whole))];
  if (!isFolder && isMnistImages(whole)) {
    const beside = await readdir(dirname(whole));
    const labels = beside.filter((name) => /labels/i.test(name));
    files.push(...labels.map((name) => dataFile(join(dirname(whole), name), dirname(whole))));
  }
  return openSource(basename(whole), files, ports);
}

async function filesIn(folder: string): Promise<DataFile[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  if (files.length > MAX_FILES)
    throw new UserError(`${folder} has ${files.length} files. Expected at most ${MAX_FILES}.`);
  // Names come in the order of the disk, and the split must not depend on it.
  return files
    .map((entry) => dataFile(join(entry.parentPath, entry.name), folder))
    .sort((a, b) => (a.path < b.path ? -1 : 1));
}

function dataFile(path: string, root: string): DataFile {
  return {
    path: relative(root, path).split(sep).join("/"),
    read: async () => new Uint8Array(await readBytes(path)),
    head: (bytes) => readHead(path, bytes),
  };
}

/** What will be trained on, for people: how many of each class, and what could not be used. */
export function describeOwnData({ images, badFiles }: LoadedImages): string {
  const { train, validation, test, classNames } = images;
  const held = validation ? `, ${validation.count} to validate with` : "";
  const lines = [
    `${train.count} images to train on${held}, ${test.count} to test on, ${classNames.length} classes:`,
    ...balanceOf(images).map((row) => {
      const parts = [row.train, ...(validation ? [row.validation] : []), row.test];
      return `  ${row.name}: ${parts.join(" + ")}`;
    }),
    ...imbalanceLines(images),
  ];
  if (badFiles.length > 0) lines.push(`${badFiles.length} files were left out:`);
  for (const { path, reason } of badFiles.slice(0, MAX_LISTED)) lines.push(`  ${path}: ${reason}`);
  if (badFiles.length > MAX_LISTED) lines.push(`  and ${badFiles.length - MAX_LISTED} more`);
  return `${lines.join("\n")}\n`;
}

/** The same, and the statistics, for machines. */
export function summaryOf({ images, badFiles }: LoadedImages) {
  return { classes: balanceOf(images), mean: images.mean, std: images.std, badFiles };
}

function imbalanceLines(images: TrainingImages): readonly string[] {
  const found = imbalanceOf(images);
  if (!found) return [];
  const { most, least, ratio } = found;
  if (!Number.isFinite(ratio)) return [`"${least}" has no image to train on: the network cannot learn it.`];
  return [
    `"${most}" has ${ratio.toFixed(0)} times as many images to train on as "${least}": expect the network to favour it.`,
  ];
}
