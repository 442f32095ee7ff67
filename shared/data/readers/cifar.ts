import { errorMessage, UserError } from "../../base/assert";
import type { Split } from "../define";
import type { RgbImage } from "../resize";
import type { BadFile, DataFile, DataSource, SourceImage } from "../source";

const SIDE = 32;
const PLANE = SIDE * SIDE;
const CIFAR10 = "airplane,automobile,bird,cat,deer,dog,frog,horse,ship,truck".split(",");

/** `labels` bytes before each image's three planes; the last of them is the class. */
interface Format {
  readonly labels: 1 | 2;
  readonly classes: number;
}

const FORMATS: readonly Format[] = [
  { labels: 1, classes: 10 },
  { labels: 2, classes: 100 },
];

export function isCifarBatch(path: string): boolean {
  return /\.bin$/i.test(path);
}

/** The binary versions of CIFAR-10 and CIFAR-100 (Krizhevsky 2009); of the latter, the hundred fine classes. */
export async function cifarSource(title: string, files: readonly DataFile[]): Promise<DataSource> {
  const batches = files.filter(({ path }) => isCifarBatch(path));
  const images: SourceImage[] = [];
  const badFiles: BadFile[] = [];
  let found: Format | null = null;
  for (const file of batches) {
    try {
      const bytes = await file.read();
      const format = formatOf(bytes, file.path);
      found ??= format;
      if (format !== found)
        throw new UserError(`${file.path} has ${format.classes} classes, and the files before it do not.`);
      const split = batches.length > 1 ? splitOf(file.path) : null;
      for (const image of readBatch(bytes, file.path, format, split)) images.push(image);
    } catch (thrown) {
      badFiles.push({ path: file.path, reason: errorMessage(thrown) });
    }
  }
  const classes = found?.classes ?? 0;
  const names = (await readNames(files, classes)) ?? (classes === 10 ? CIFAR10 : null);
  const classNames = Array.from({ length: classes }, (_, label) => names?.[label] ?? `${label}`);
  return { title, classNames, images, badFiles };
}

function splitOf(path: string): Split {
  return /test[^/]*$/i.test(path) ? "test" : "train";
}

/** A length that both formats divide is a hundred classes if the file is named as theirs are. */
function formatOf(bytes: Uint8Array, path: string): Format {
  const [ten, hundred] = FORMATS.filter(({ labels }) => bytes.length % (labels + 3 * PLANE) === 0);
  if (!ten || bytes.length === 0)
    throw new UserError(
      `${path} has ${bytes.length} bytes. Expected whole records of ${1 + 3 * PLANE} (CIFAR-10) or ` +
        `${2 + 3 * PLANE} bytes (CIFAR-100); it may be cut short.`,
    );
  return hundred && /(^|\/)(train|test)\.bin$/i.test(path) ? hundred : ten;
}

function readBatch(
  bytes: Uint8Array,
  path: string,
  { labels, classes }: Format,
  split: Split | null,
): readonly SourceImage[] {
  const record = labels + 3 * PLANE;
  return Array.from({ length: bytes.length / record }, (_, index) => {
    const from = index * record + labels;
    const label = bytes[from - 1] as number;
    if (label >= classes)
      throw new UserError(`${path}: image ${index} is of class ${label}. Expected 0 to ${classes - 1}.`);
    return { path, label, split, read: async () => interleaved(bytes.subarray(from, from + 3 * PLANE)) };
  });
}

/** From one plane after the other to red, green and blue of each pixel. */
function interleaved(planes: Uint8Array): RgbImage {
  const pixels = new Uint8Array(3 * PLANE);
  for (let pixel = 0; pixel < PLANE; pixel++) {
    for (let channel = 0; channel < 3; channel++)
      pixels[pixel * 3 + channel] = planes[channel * PLANE + pixel] as number;
  }
  return { width: SIDE, height: SIDE, pixels };
}

/** `batches.meta.txt` or `fine_label_names.txt`, if it came along and names each class. */
async function readNames(files: readonly DataFile[], classes: number): Promise<readonly string[] | null> {
  const file = files.find(({ path }) => /(^|\/)(batches\.meta|fine_label_names)\.txt$/i.test(path));
  if (!file) return null;
  const bytes = (await file.read()).subarray(0, 100 * classes);
  const lines = String.fromCharCode(...bytes).split(/\r?\n/);
  const names = lines.map((line) => line.trim()).filter((line) => line !== "");
  return names.length === classes ? names : null;
}
