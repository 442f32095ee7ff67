import { errorMessage, UserError } from "../../base/assert";
import { formatBytes } from "../../base/format";
import type { DataFile, DataPorts } from "../source";
import { readTar } from "./tar";

/** CIFAR-10 unpacks to 180 MB; a small file that claims much more than any such archive is refused. */
const MAX_UNPACKED = 2 ** 30;

export async function readMaybeGzipped(file: DataFile, ports: DataPorts): Promise<Uint8Array> {
  const bytes = await file.read();
  if (!(bytes[0] === 0x1f && bytes[1] === 0x8b)) return bytes;
  try {
    return await ports.gunzip(bytes, MAX_UNPACKED);
  } catch (thrown) {
    throw new UserError(
      `${file.path} cannot be unpacked (${errorMessage(thrown)}). It is damaged, cut short, or larger than ` +
        `${formatBytes(MAX_UNPACKED)}; fetch it again.`,
    );
  }
}

/** What an archive (.tar, .tar.gz, .tgz) holds, if that is what was chosen; otherwise the files as they are. */
export async function unpackArchive(
  files: readonly DataFile[],
  ports: DataPorts,
): Promise<readonly DataFile[]> {
  const [file] = files;
  if (!file || files.length > 1 || !/\.(tar|tar\.gz|tgz)$/i.test(file.path)) return files;
  const entries = readTar(await readMaybeGzipped(file, ports), file.path);
  return entries.map(({ path, bytes }) => ({
    path,
    read: async () => bytes,
    head: async (count) => bytes.subarray(0, count),
  }));
}
