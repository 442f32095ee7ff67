import { placedWeights } from "../../analysis/unfold";
import type { ExportedFile, ExportJob } from "../define";
import { describeFloats, IS_LITTLE_ENDIAN, openFile } from "./write";

/** A network's weights under PyTorch's names and in its axis order, one after the other. */
export function weightsFile(job: ExportJob<unknown>, name: string): ExportedFile {
  const weights = placedWeights(job.document);
  const { header, dataBytes } = describeFloats(
    weights.map(({ fullName, shape }) => ({ name: fullName, shape, length: lengthOf(shape) })),
  );
  const { file: head } = openFile(header, 0);
  async function* chunks(): AsyncGenerator<Uint8Array> {
    yield new Uint8Array(head);
    for (const weight of weights) yield littleEndian(await job.weights.read(weight));
  }
  return { name, size: head.byteLength + dataBytes, chunks };
}

function lengthOf(shape: readonly number[]): number {
  return shape.reduce((product, size) => product * size, 1);
}

function littleEndian(data: Float32Array): Uint8Array {
  if (IS_LITTLE_ENDIAN) return new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  const view = new DataView(new ArrayBuffer(data.byteLength));
  for (const [index, value] of data.entries()) view.setFloat32(4 * index, value, true);
  return new Uint8Array(view.buffer);
}
