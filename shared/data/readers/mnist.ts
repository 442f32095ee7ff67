import { errorMessage, UserError } from "../../base/assert";
import type { Split } from "../define";
import { toRgb } from "../resize";
import type { BadFile, DataFile, DataPorts, DataSource, SourceImage } from "../source";
import { readIdx } from "./idx";
import { readMaybeGzipped } from "./unpack";

const IMAGES = /images[-.]idx3[-.]ubyte(\.gz)?$/i;
const FASHION = "T-shirt/top,Trouser,Pullover,Dress,Coat,Sandal,Shirt,Sneaker,Bag,Ankle boot".split(",");

export function isMnistImages(path: string): boolean {
  return IMAGES.test(path);
}

/** Pairs of idx files as MNIST and Fashion-MNIST come: `train-images-idx3-ubyte` with `train-labels-idx1-ubyte`. */
export async function mnistSource(
  title: string,
  files: readonly DataFile[],
  ports: DataPorts,
): Promise<DataSource> {
  const images: SourceImage[] = [];
  const badFiles: BadFile[] = [];
  const pictures = files.filter(({ path }) => isMnistImages(path));
  for (const file of pictures) {
    const split = pictures.length > 1 ? splitOf(file.path) : null;
    try {
      for (const image of await readPair(file, files, split, ports)) images.push(image);
    } catch (thrown) {
      badFiles.push({ path: file.path, reason: errorMessage(thrown) });
    }
  }
  const classes = 1 + images.reduce((largest, { label }) => Math.max(largest, label), 0);
  const names =
    /fashion/i.test(`${title}/${pictures[0]?.path}`) && classes <= FASHION.length ? FASHION : null;
  const classNames = Array.from({ length: classes }, (_, label) => names?.[label] ?? `${label}`);
  return { title, classNames, images, badFiles };
}

function splitOf(path: string): Split {
  return /(t10k|test)[^/]*$/i.test(path) ? "test" : "train";
}

async function readPair(
  file: DataFile,
  files: readonly DataFile[],
  split: Split | null,
  ports: DataPorts,
): Promise<readonly SourceImage[]> {
  const labels = await readLabels(file.path, files, ports);
  const { shape, data } = readIdx(await readMaybeGzipped(file, ports), file.path);
  const [count = 0, height = 0, width = 0] = shape;
  if (shape.length !== 3) throw new UserError(`${file.path} has ${shape.length} dimensions. Expected three.`);
  if (labels.length !== count)
    throw new UserError(`${file.path} has ${count} images and ${labels.length} labels. Expected one each.`);
  const stride = height * width;
  return Array.from(labels, (label, index) => ({
    path: file.path,
    label,
    split,
    read: async () =>
      toRgb({ width, height, channels: 1, data: data.subarray(index * stride, (index + 1) * stride) }),
  }));
}

async function readLabels(path: string, files: readonly DataFile[], ports: DataPorts): Promise<Uint8Array> {
  const wanted = path
    .replace(/\.gz$/i, "")
    .replace(/images([-.])idx3/i, "labels$1idx1")
    .toLowerCase();
  const file = files.find((other) => other.path.replace(/\.gz$/i, "").toLowerCase() === wanted);
  if (!file) throw new UserError(`${path} has no labels beside it. Expected ${wanted}, or that with .gz.`);
  const { shape, data } = readIdx(await readMaybeGzipped(file, ports), file.path);
  if (shape.length !== 1) throw new UserError(`${file.path} has ${shape.length} dimensions. Expected one.`);
  return data;
}
