import { UserError } from "../base/assert";
import { cifarSource, isCifarBatch } from "./readers/cifar";
import { folderSource } from "./readers/folder";
import { isMnistImages, mnistSource } from "./readers/mnist";
import { unpackArchive } from "./readers/unpack";
import type { DataFile, DataPorts, DataSource } from "./source";

/**
 * What somebody chose, as labelled images: a folder of class folders, the binary version of CIFAR-10 or CIFAR-100, or
 * MNIST's idx files, in a folder or an archive. Throws a readable error if there is nothing to train on.
 */
export async function openSource(
  title: string,
  chosen: readonly DataFile[],
  ports: DataPorts,
): Promise<DataSource> {
  const files = await unpackArchive(chosen, ports);
  const has = (test: (path: string) => boolean): boolean => files.some(({ path }) => test(path));
  const source = has(isMnistImages)
    ? await mnistSource(title, files, ports)
    : has(isCifarBatch)
      ? await cifarSource(title, files)
      : await folderSource(title, files, ports);
  const { images, classNames, badFiles } = source;
  if (images.length > 0 && classNames.length > 1) return source;
  const found = images.length === 0 ? "no pictures" : `pictures of one class, ${classNames[0]}`;
  const [bad] = badFiles;
  throw new UserError(
    `"${title}" has ${found}. Expected a folder with a folder of pictures (${ports.pictureEndings.join(", ")}) for ` +
      `each class, CIFAR's .bin files, or MNIST's idx files.${bad ? ` ${bad.path}: ${bad.reason}` : ""}`,
  );
}
